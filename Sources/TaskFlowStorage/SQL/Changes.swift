package import TaskFlowSchema

/// What is to change in a row. The audit entry and the `UPDATE` are made of this one list, so that neither can tell of
/// something that the other does not have.
package struct Changes: Sendable {
    private let fields: [FieldChange]
    private var sets: [SQL]

    init(_ fields: [FieldChange]) {
        self.fields = fields
        sets = fields.flatMap(\.columns).map { Self.assignment($0.name, $0.value) }
    }

    /// Whether nothing changes.
    package var isEmpty: Bool { sets.isEmpty }

    /// The `SET` of an `UPDATE`: the columns that change and no others, so that only the indexes concerned are touched.
    package var assignments: SQL { .joined(sets, separator: ", ") }

    /// `{"field": {"before": …, "after": …}}` for the audit log.
    package var context: JSONObject { JSONObject(fields.filter(\.isLogged).map { ($0.name, $0.json) }) }

    /// The change of one field; `nil` where it stays.
    package subscript(name: String) -> JSON? { fields.first { $0.name == name }?.json }

    mutating func set(_ column: String, _ value: ColumnValue) { sets.append(Self.assignment(column, value)) }

    private static func assignment(_ column: String, _ value: ColumnValue) -> SQL {
        SQL(trusted: column + " = ") + SQL(binding: value)
    }
}
