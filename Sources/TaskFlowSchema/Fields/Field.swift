/// One field of a type: its name on the wire, how to get it, and what a caller should know of it.
public struct Field<Root: Sendable, Value: SchemaValue>: Sendable {
    /// What is the same for fields of all types.
    public let info: FieldInfo
    @usableFromInline let fallback: Value?
    @usableFromInline let readColumn: @Sendable (any ColumnReader, inout Int) throws(NoValue) -> Value
    @usableFromInline let encode: @Sendable (Root, inout JSONWriter) -> Void

    /// A field that is not kept in a column.
    @inlinable
    public init(
        _ name: String, _ get: @escaping @Sendable (Root) -> Value, in source: FieldSource = .body,
        default fallback: Value? = nil, secret: Bool = false, _ summary: String
    ) {
        encode = { root, writer in get(root).encode(to: &writer) }
        self.fallback = fallback ?? Value.whenAbsent
        readColumn = { _, _ throws(NoValue) in throw NoValue() }
        self.info = FieldInfo(Value.self, name, source, fallback, isSecret: secret, summary, column: nil)
    }

    /// A field that is kept in a column of the same name, or in the column or expression given.
    /// The label tells the two initialisers apart: overloads by type alone cost the compiler 2^n attempts.
    @inlinable
    public init(
        column name: String, _ get: @escaping @Sendable (Root) -> Value, from expression: String? = nil,
        _ summary: String
    ) where Value: ColumnConvertible {
        encode = { root, writer in get(root).encode(to: &writer) }
        self.fallback = Value.whenAbsent
        readColumn = { row, index throws(NoValue) in
            defer { index += 1 }
            guard let value = Value.read(row, index) else { throw NoValue() }
            return value
        }
        self.info = FieldInfo(Value.self, name, .body, nil, isSecret: false, summary, column: expression ?? name)
    }
}

extension Field {
    /// Reads the field's value from what was sent, or says what is wrong with it.
    @usableFromInline
    func decode(_ input: DecodingInput, into issues: inout Issues) -> Value? {
        let (json, source) = input.value(of: info)
        let mark = issues.count
        guard let json else {
            if fallback == nil { issues.add(input.missing(info)) }
            return fallback
        }
        let value = Value.decode(json, into: &issues)
        if issues.count > mark { input.locate(info, source, since: mark, in: &issues) }
        return value
    }
}
