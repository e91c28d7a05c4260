/// A string with rules of its own: one type per kind of text, so that what is valid is said once and kept by the
/// compiler.
public protocol ConstrainedString: SchemaValue, ColumnConvertible, Hashable, CustomStringConvertible {
    /// What every value keeps.
    static var rules: StringRules { get }
    /// The text.
    var rawValue: String { get }
    /// Makes a value of text that keeps the rules already, such as text from the database.
    init(trusted rawValue: String)
}

extension ConstrainedString {
    /// The value, when the text keeps the rules.
    public init?(_ text: String) {
        var issues = Issues()
        guard let value = Self.decode(.string(text), into: &issues) else { return nil }
        self = value
    }

    public static func decode(_ json: JSON, into issues: inout Issues) -> Self? {
        guard case .string(let text) = json else {
            issues.add(ValidationIssue("string_type", "Input should be a valid string", input: json))
            return nil
        }
        let trimmed = rules.trims ? text.trimmingWhitespace() : text
        if let issue = rules.check(trimmed, input: json) {
            issues.add(issue)
            return nil
        }
        return Self(trusted: trimmed)
    }

    @inlinable
    public func encode(to writer: inout JSONWriter) { writer.string(rawValue) }
    public static var columnCopy: ColumnCopy { .text }
    public static func describe(in definitions: inout Definitions) -> JSONObject { rules.schema }

    public var columnValue: ColumnValue { .text(rawValue) }
    @inlinable
    public static func read(_ row: any ColumnReader, _ column: Int) -> Self? {
        row.isNull(column) ? nil : Self(trusted: row.text(column))
    }

    public var description: String { rawValue }

    // Bytes, not canonical equivalence: NFC and NFD of one name are two names (facts/better-auth.md).
    public static func == (left: Self, right: Self) -> Bool { left.rawValue.hasSameBytes(as: right.rawValue) }

    public func hash(into hasher: inout Hasher) { rawValue.hashBytes(into: &hasher) }
}
