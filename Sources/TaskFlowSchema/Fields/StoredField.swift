/// How a field is written to a table. Its closures know the field's type; looking it up at run time would cost more.
struct StoredField<Root: Sendable>: Sendable {
    let columns: [String]
    /// Appends the values to bind, one for each column.
    let append: @Sendable (Root, inout [ColumnValue]) -> Void
    /// What differs between two values; `nil` where the same would be stored.
    let change: @Sendable (Root, Root) -> FieldChange?
}

/// A field that differs between two values of a type: what the audit log tells and what the row is to hold.
public struct FieldChange: Sendable {
    /// The field's name on the wire.
    public let name: String
    /// The columns to set, with their values.
    public let columns: [(name: String, value: ColumnValue)]
    /// Whether the audit log tells of it.
    public let isLogged: Bool
    private let before: any SchemaValue
    private let after: any SchemaValue

    init(
        _ name: String, _ before: any SchemaValue, _ after: any SchemaValue, isLogged: Bool,
        columns: [(name: String, value: ColumnValue)]
    ) {
        self.name = name
        self.before = before
        self.after = after
        self.isLogged = isLogged
        self.columns = columns
    }

    /// `{"before": …, "after": …}`. Made at each call: most changes are for an `UPDATE` alone.
    public var json: JSON { ["before": before.json, "after": after.json] }
}

extension Schema {
    /// The columns of an `INSERT` of a whole value, in declared order. Fields that are read from an expression have none.
    public var storedColumns: [String] { stored.flatMap { $0.columns } }

    /// The values of ``storedColumns``.
    public func storedValues(of root: Root) -> [ColumnValue] {
        var values: [ColumnValue] = []
        values.reserveCapacity(stored.count + 4)
        for field in stored { field.append(root, &values) }
        return values
    }

    /// The fields in which two values differ, in declared order; fields differ where their columns would (text by its bytes).
    public func changes(from before: Root, to after: Root) -> [FieldChange] {
        stored.compactMap { $0.change(before, after) }
    }
}
