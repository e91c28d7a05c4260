package import TaskFlowDomain
package import TaskFlowSchema

/// A table whose rows hold an entity: its `INSERT` and `UPDATE` are made of the entity's schema.
package struct Table<Entity: Described>: Sendable {
    /// A column whose value follows from fields of the entity, such as the text that a search looks in.
    package struct Derived: Sendable {
        let column: String
        let fields: [String]
        let value: @Sendable (Entity) -> ColumnValue

        /// - Parameter fields: The fields it follows from, by their names on the wire.
        package init(
            _ column: String, from fields: [String], _ value: @escaping @Sendable (Entity) -> ColumnValue
        ) {
            self.column = column
            self.fields = fields
            self.value = value
        }
    }

    let name: String
    let derived: [Derived]
    private let columns: [(name: String, isWritten: Bool)]

    /// - Parameters:
    ///   - generated: The column that the database fills by itself, if there is one.
    ///   - derived: Columns that follow from fields.
    package init(_ name: String, generated: String? = nil, derived: [Derived] = []) {
        self.name = name
        self.derived = derived
        columns = Entity.schema.storedColumns.map { ($0, $0 != generated) }
    }

    /// What an `UPDATE` from one value to another sets, and what the audit log tells of it.
    package func changes(from before: Entity, to after: Entity) -> Changes {
        let fields = Entity.schema.changes(from: before, to: after)
        var changes = Changes(fields)
        for column in derived where fields.contains(where: { column.fields.contains($0.name) }) {
            changes.set(column.column, column.value(after))
        }
        return changes
    }

    /// `INSERT INTO … (…) VALUES (…)` of an entity.
    ///
    /// - Parameter own: Columns of the row that the entity does not have, or has otherwise.
    package func insertion(of item: Entity, _ own: [(column: String, value: SQL)]) -> SQL {
        var names = ""
        var values: SQL = ""
        func add(_ column: String, _ value: SQL) {
            names += names.isEmpty ? column : ", " + column
            if !values.isEmpty { values += ", " }
            values += value
        }
        for column in own { add(column.column, column.value) }
        for column in derived { add(column.column, SQL(binding: column.value(item))) }
        for (column, value) in zip(columns, Entity.schema.storedValues(of: item))
        where column.isWritten && !own.contains(where: { $0.column == column.name }) {
            add(column.name, SQL(binding: value))
        }
        return SQL(trusted: "INSERT INTO \(name) (\(names)) VALUES (") + values + ")"
    }
}

extension Transaction {
    /// Writes an entity into its table, unless a row with the same key is there; answers whether it was written.
    ///
    /// - Parameter own: Columns of the row that the entity does not have, or has otherwise.
    package borrowing func insert<Entity>(
        _ item: Entity, into table: Table<Entity>, _ own: [(column: String, value: SQL)]
    ) throws(TaskFlowError) -> Bool {
        try execute(table.insertion(of: item, own) + " ON CONFLICT DO NOTHING") == 1
    }

    /// Writes an entity into its table and reads the row as the database has it.
    ///
    /// - Parameters:
    ///   - own: Columns of the row that the entity does not have, or has otherwise.
    ///   - columns: What `read` takes.
    package borrowing func insert<Entity, Row>(
        _ item: Entity, into table: Table<Entity>, _ own: [(column: String, value: SQL)], returning columns: SQL,
        _ read: (any ColumnReader) -> Row?
    ) throws(TaskFlowError) -> Row {
        let row = try first(table.insertion(of: item, own) + " RETURNING " + columns, read)
        guard let row else { throw .internal("INSERT INTO \(table.name) returned no row") }
        return row
    }
}

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
