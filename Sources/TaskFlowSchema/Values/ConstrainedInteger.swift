/// An integer with bounds of its own: one type per kind of number.
public protocol ConstrainedInteger: SchemaValue, ColumnConvertible, Hashable, CustomStringConvertible {
    static var range: ClosedRange<Int> { get }
    /// Whether 0 stands for "none" where the value is optional (Swagger UI sends 0 for an empty integer field).
    static var zeroReadsAsNull: Bool { get }
    var rawValue: Int { get }
    /// Makes a value of a number that is in range already, such as one from the database.
    init(trusted rawValue: Int)
}

extension ConstrainedInteger {
    public static var zeroReadsAsNull: Bool { false }

    public static func decode(_ json: JSON, into issues: inout Issues) -> Self? {
        if let issue = outOfRange(huge: json) {
            issues.add(issue)
            return nil
        }
        guard let value = LaxInteger.read(json, into: &issues) else { return nil }
        if let issue = outOfRange(value, input: json) {
            issues.add(issue)
            return nil
        }
        return Self(trusted: value)
    }

    public static func readsAsNull(_ json: JSON) -> Bool { zeroReadsAsNull && (json == 0 || json == "0") }
    public func encode(to writer: inout JSONWriter) { writer.integer(rawValue) }

    public static func describe(in definitions: inout Definitions) -> JSONObject {
        var schema: JSONObject = ["type": "integer"]
        if range.lowerBound != .min { schema["minimum"] = .integer(range.lowerBound) }
        if range.upperBound != .max { schema["maximum"] = .integer(range.upperBound) }
        return schema
    }

    public var columnValue: ColumnValue { .integer(rawValue) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> Self? {
        row.isNull(column) ? nil : Self(trusted: row.integer(column))
    }

    public var description: String { String(rawValue) }

    private static func outOfRange(_ value: Int, input: JSON) -> ValidationIssue? {
        if value < range.lowerBound { return tooSmall(input) }
        return value > range.upperBound ? tooLarge(input) : nil
    }

    /// Whole numbers beyond 64 bits are numbers still: what is wrong with them is their size.
    private static func outOfRange(huge json: JSON) -> ValidationIssue? {
        guard case .bigInteger(let digits) = json else { return nil }
        if digits.hasPrefix("-") { return range.lowerBound == .min ? nil : tooSmall(json) }
        return range.upperBound == .max ? nil : tooLarge(json)
    }

    private static func tooSmall(_ input: JSON) -> ValidationIssue {
        ValidationIssue(
            "greater_than_equal", "Input should be greater than or equal to \(range.lowerBound)", input: input,
            context: ["ge": .integer(range.lowerBound)])
    }

    private static func tooLarge(_ input: JSON) -> ValidationIssue {
        ValidationIssue(
            "less_than_equal", "Input should be less than or equal to \(range.upperBound)", input: input,
            context: ["le": .integer(range.upperBound)])
    }
}
