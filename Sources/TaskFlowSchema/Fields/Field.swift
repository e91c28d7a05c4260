/// One field of a type: its name on the wire, how to get it, and what a caller should know of it.
public struct Field<Root: Sendable, Value: SchemaValue>: Sendable {
    /// What is the same for fields of all types.
    public let info: FieldInfo
    let get: @Sendable (Root) -> Value
    let fallback: Value?
    let readColumn: (@Sendable (any ColumnReader, Int) -> Value?)?

    /// A field that is not kept in a column.
    public init(
        _ name: String, _ get: @escaping @Sendable (Root) -> Value, in source: FieldSource = .body,
        default fallback: Value? = nil, secret: Bool = false, _ summary: String
    ) {
        self.get = get
        self.fallback = fallback ?? Value.whenAbsent
        self.readColumn = nil
        self.info = FieldInfo(Value.self, name, source, fallback, isSecret: secret, summary, column: nil)
    }

    /// A field that is kept in a column of the same name, or in the column or expression given.
    /// The label tells the two initialisers apart: overloads by type alone cost the compiler 2^n attempts.
    public init(
        column name: String, _ get: @escaping @Sendable (Root) -> Value, from expression: String? = nil,
        _ summary: String
    ) where Value: ColumnConvertible {
        self.get = get
        self.fallback = Value.whenAbsent
        self.readColumn = { row, index in Value.read(row, index) }
        self.info = FieldInfo(Value.self, name, .body, nil, isSecret: false, summary, column: expression ?? name)
    }
}

extension Field {
    /// Reads the field's value from what was sent, or says what is wrong with it.
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
