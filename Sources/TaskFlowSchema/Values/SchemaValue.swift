/// A type that can be read from JSON with every fault reported, written as JSON, and described by JSON Schema 2020-12.
public protocol SchemaValue: Sendable {
    /// Reads a value, or adds what is wrong with it (locations relative to the value) and returns `nil`.
    /// Text from a path, query or header arrives as a JSON string: conversions are as lax as pydantic's default mode.
    static func decode(_ json: JSON, into issues: inout Issues) -> Self?

    /// Writes the value.
    func encode(to writer: inout JSONWriter)

    /// The type's JSON Schema; named types are put into the definitions and referred to.
    static func describe(in definitions: inout Definitions) -> JSONObject

    /// What an absent member means; `nil` when the member is required.
    static var whenAbsent: Self? { get }

    /// Whether the value stands for "none" where the type is optional (0 for an optional id).
    static func readsAsNull(_ json: JSON) -> Bool

    /// Whether several values of one name (a repeated query parameter) make up one value.
    static var isList: Bool { get }

    /// Whether a null that is sent takes a value away, where leaving it out would not.
    static var nullClears: Bool { get }

    /// Reads a value from a column; throws when what is stored is none of the type's values, or the type is kept in no
    /// column. ``ColumnConvertible`` types need not write it. It throws, and is inlinable, so that no `Optional<Self>` has
    /// to be looked up at run time for each column of each row.
    static func readColumn(_ row: any ColumnReader, _ column: Int) throws(NoColumnValue) -> Self

    /// How what ``readColumn(_:_:)`` reads is written as JSON without making a value of it. Asked once for a field. Types
    /// that read or write a column in a way of their own need one of their own, or this default: read, then encode.
    static var columnCopy: ColumnCopy { get }

    /// The names of members, at any depth, whose values are never echoed.
    static var secrets: [String] { get }
}

extension SchemaValue {
    public static var whenAbsent: Self? { nil }
    public static func readsAsNull(_ json: JSON) -> Bool { false }
    public static var isList: Bool { false }
    public static var nullClears: Bool { false }
    public static func readColumn(_ row: any ColumnReader, _ column: Int) throws(NoColumnValue) -> Self {
        throw NoColumnValue()
    }

    public static var columnCopy: ColumnCopy { readThenEncode }

    static var readThenEncode: ColumnCopy {
        .by { (row, column, writer) throws(NoColumnValue) in try readColumn(row, column).encode(to: &writer) }
    }

    public static var secrets: [String] { [] }

    /// The value as JSON.
    public var json: JSON {
        var writer = JSONWriter()
        encode(to: &writer)
        // What a writer wrote is JSON; the fallback is unreachable.
        return (try? JSONParser.parse(writer.bytes)) ?? .null
    }
}

extension SchemaValue where Self: ColumnConvertible {
    @inlinable
    public static func readColumn(_ row: any ColumnReader, _ column: Int) throws(NoColumnValue) -> Self {
        guard let value = read(row, column) else { throw NoColumnValue() }
        return value
    }
}
