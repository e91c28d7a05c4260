/// One of a few words, spelled on the wire as its raw value.
public protocol Choice: SchemaValue, CaseIterable, RawRepresentable, Hashable where RawValue == String {}

extension Choice {
    public static func decode(_ json: JSON, into issues: inout Issues) -> Self? {
        if case .string(let text) = json, let value = Self(rawValue: text) { return value }
        let message = "Input should be \(expected)"
        issues.add(ValidationIssue("literal_error", message, input: json, context: ["expected": .string(expected)]))
        return nil
    }

    @inlinable
    public func encode(to writer: inout JSONWriter) { writer.string(rawValue) }

    public static func describe(in definitions: inout Definitions) -> JSONObject {
        ["type": "string", "enum": .array(allCases.map { .string($0.rawValue) })]
    }

    /// The words as pydantic lists them: `'a', 'b' or 'c'`.
    private static var expected: String {
        let words = allCases.map { "'\($0.rawValue)'" }
        guard let last = words.last, words.count > 1 else { return words.joined() }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}

extension Choice where Self: ColumnConvertible {
    public var columnValue: ColumnValue { .text(rawValue) }
    @inlinable
    public static func read(_ row: any ColumnReader, _ column: Int) -> Self? {
        row.isNull(column) ? nil : Self(rawValue: row.text(column))
    }
}
