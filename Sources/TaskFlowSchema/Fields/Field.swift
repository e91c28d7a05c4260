/// One field of a type: its name on the wire, how to get it, and what a caller should know of it.
public struct Field<Root: Sendable, Value: SchemaValue>: Sendable {
    /// What is the same for fields of all types.
    public let info: FieldInfo
    /// Writes name and value. A closure made here knows `Value`; asking for `Field<Root, Value>` at run time, field by
    /// field, would cost more than all the writing.
    let write: @Sendable (Root, inout JSONWriter) -> Void

    /// A field that is not kept in a column.
    public init(
        _ name: String, _ get: @escaping @Sendable (Root) -> Value, in source: FieldSource = .body,
        default fallback: Value? = nil, secret: Bool = false, _ summary: String
    ) {
        self.init(FieldInfo(Value.self, name, source, fallback, isSecret: secret, summary, columns: []), get)
    }

    /// A field that is kept in a column of the same name, or in the column or expression given.
    /// The label tells the two initialisers apart: overloads by type alone cost the compiler 2^n attempts.
    public init(
        column name: String, _ get: @escaping @Sendable (Root) -> Value, from expression: String? = nil,
        _ summary: String
    ) where Value: ColumnConvertible {
        let column = expression ?? name
        self.init(FieldInfo(Value.self, name, .body, nil, isSecret: false, summary, columns: [column]), get)
    }

    /// A field that is kept in several columns, which its type reads by itself (``SchemaValue/readColumn(_:_:)`` is given the
    /// first).
    public init(
        _ name: String, _ get: @escaping @Sendable (Root) -> Value, columns: [String], _ summary: String
    ) {
        self.init(FieldInfo(Value.self, name, .body, nil, isSecret: false, summary, columns: columns), get)
    }

    private init(_ info: FieldInfo, _ get: @escaping @Sendable (Root) -> Value) {
        self.info = info
        let name = info.encodedName
        write = { root, writer in
            writer.name(encoded: name)
            get(root).encode(to: &writer)
        }
    }
}
