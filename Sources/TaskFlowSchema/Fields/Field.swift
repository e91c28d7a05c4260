/// One field of a type: its name on the wire, how to get it, and what a caller should know of it.
public struct Field<Root: Sendable, Value: SchemaValue>: Sendable {
    /// What is the same for fields of all types.
    public let info: FieldInfo
    /// Writes name and value. A closure made here knows `Value`; asking for `Field<Root, Value>` at run time, field by
    /// field, would cost more than all the writing.
    let write: @Sendable (Root, inout JSONWriter) -> Void
    /// How it is written to a table; `nil` where it is not, or is read from an expression.
    let stored: StoredField<Root>?

    /// A field that is not kept in a column.
    public init(
        _ name: String, _ get: @escaping @Sendable (Root) -> Value, in source: FieldSource = .body,
        default fallback: Value? = nil, secret: Bool = false, _ summary: String
    ) {
        self.init(
            FieldInfo(Value.self, name, source, fallback, isSecret: secret, summary, columns: []), get, stored: nil)
    }

    /// A field that is kept in a column of the same name, or read from the expression given.
    /// The label tells the two initialisers apart: overloads by type alone cost the compiler 2^n attempts.
    ///
    /// - Parameter isLogged: Whether the audit log tells of its changes.
    public init(
        column name: String, _ get: @escaping @Sendable (Root) -> Value, from expression: String? = nil,
        isLogged: Bool = true, _ summary: String
    ) where Value: ColumnConvertible {
        let info = FieldInfo(Value.self, name, .body, nil, isSecret: false, summary, columns: [expression ?? name])
        let stored = StoredField(columns: [name]) { root, values in
            values.append(get(root).columnValue)
        } change: { before, after in
            let (old, new) = (get(before), get(after))
            guard old.columnValue != new.columnValue else { return nil }
            return FieldChange(name, old, new, isLogged: isLogged, columns: [(name, new.columnValue)])
        }
        self.init(info, get, stored: expression == nil ? stored : nil)
    }

    /// A field that is kept in several columns, which its type reads by itself (``SchemaValue/readColumn(_:_:)`` is given the
    /// first).
    ///
    /// - Parameter isLogged: Whether the audit log tells of its changes.
    public init(
        _ name: String, _ get: @escaping @Sendable (Root) -> Value, columns: [String], isLogged: Bool = true,
        _ summary: String
    ) where Value: ColumnsConvertible {
        let info = FieldInfo(Value.self, name, .body, nil, isSecret: false, summary, columns: columns)
        let stored = StoredField(columns: columns) { root, values in
            values += get(root).columnValues
        } change: { before, after in
            let (old, new) = (get(before), get(after))
            guard old.columnValues != new.columnValues else { return nil }
            return FieldChange(
                name, old, new, isLogged: isLogged, columns: zip(columns, new.columnValues).map { ($0, $1) })
        }
        self.init(info, get, stored: stored)
    }

    /// A field that is read from several expressions, by its type (``SchemaValue/readColumn(_:_:)``), and written by nobody.
    public init(
        _ name: String, _ get: @escaping @Sendable (Root) -> Value, reading expressions: [String], _ summary: String
    ) {
        let info = FieldInfo(Value.self, name, .body, nil, isSecret: false, summary, columns: expressions)
        self.init(info, get, stored: nil)
    }

    /// A group: the fields of another type stand here as if they were written out, so that types share them.
    public init(group get: @escaping @Sendable (Root) -> Value) where Value: Described {
        info = FieldInfo(group: Value.self)
        stored = nil
        write = { root, writer in Value.schema.encodeMembers(get(root), to: &writer) }
    }

    private init(_ info: FieldInfo, _ get: @escaping @Sendable (Root) -> Value, stored: StoredField<Root>?) {
        self.info = info
        self.stored = stored
        let name = info.encodedName
        write = { root, writer in
            writer.name(encoded: name)
            get(root).encode(to: &writer)
        }
    }
}
