internal import TaskFlowSchema
internal import TaskFlowStorage

/// What is to change in a row, field by field. The audit entry and the `UPDATE` are made of this one list, so that neither
/// can tell of something that the other does not have.
struct Changes {
    private struct Field {
        let name: String
        let before: any SchemaValue
        let after: any SchemaValue

        // Made where it is asked for: most lists are for an UPDATE alone.
        var change: JSON { ["before": before.json, "after": after.json] }
    }

    private var fields: [Field] = []
    private var sets: [SQL] = []

    var isEmpty: Bool { sets.isEmpty }

    /// The `SET` of an `UPDATE`: the columns that change and no others, so that only the indexes concerned are touched.
    var assignments: SQL { .joined(sets, separator: ", ") }

    /// `{"field": {"before": …, "after": …}}` for the audit log.
    var context: JSONObject { JSONObject(fields.map { ($0.name, $0.change) }) }

    /// The change of one field; `nil` where it stays.
    subscript(name: String) -> JSON? { fields.first { $0.name == name }?.change }

    /// Adds a field, which is a column of the same name, unless what would be stored is what is stored.
    mutating func compare<Value: SchemaValue & ColumnConvertible>(_ name: StaticString, _ before: Value, _ after: Value)
    {
        guard before.columnValue != after.columnValue else { return }
        fields.append(Field(name: name.description, before: before, after: after))
        sets.append("\(raw: name) = \(after)")
    }

    /// The same for a member of a partial update.
    mutating func compare<Value: SchemaValue & ColumnConvertible>(
        _ name: StaticString, _ before: Value, _ patch: Patch<Value>
    ) {
        if let after = patch.value { compare(name, before, after) }
    }

    /// Adds a column that follows from the fields, or that the log has in another form.
    mutating func set(_ assignment: SQL) { sets.append(assignment) }
}
