/// An integer with bounds of its own: one type per kind of number.
public protocol ConstrainedInteger: SchemaValue, ColumnConvertible, Hashable, CustomStringConvertible {
    /// The numbers that are values of the type.
    static var range: ClosedRange<Int> { get }
    /// Whether 0 stands for "none" where the value is optional (Swagger UI sends 0 for an empty integer field).
    static var zeroReadsAsNull: Bool { get }
    /// The number.
    var rawValue: Int { get }
    /// Makes a value of a number that is in range already, such as one from the database.
    init(trusted rawValue: Int)
}

extension ConstrainedInteger {
    public static var zeroReadsAsNull: Bool { false }

    public static func decode(_ json: JSON, into issues: inout Issues) -> Self? {
        switch LaxInteger.read(json) {
        case .value(let value): return bounded(value, json, &issues)
        // Without a bound of its own the type takes the outermost number: an id that nothing has.
        case .beyond(let isNegative): return bounded(isNegative ? .min : .max, json, &issues)
        case .fault(let issue): issues.add(issue)
        }
        return nil
    }

    /// Numbers that read as 0 in lax mode; `false` is none of them.
    public static func readsAsNull(_ json: JSON) -> Bool {
        guard zeroReadsAsNull, json.boolValue == nil else { return false }
        return LaxInteger.read(json) == .value(0)
    }

    @inlinable
    public func encode(to writer: inout JSONWriter) { writer.integer(rawValue) }
    public static var columnCopy: ColumnCopy { .integer }

    public static func describe(in definitions: inout Definitions) -> JSONObject {
        var schema: JSONObject = ["type": "integer"]
        if range.lowerBound != .min { schema["minimum"] = .integer(range.lowerBound) }
        if range.upperBound != .max { schema["maximum"] = .integer(range.upperBound) }
        return schema
    }

    public var columnValue: ColumnValue { .integer(rawValue) }
    @inlinable
    public static func read(_ row: any ColumnReader, _ column: Int) -> Self? {
        row.isNull(column) ? nil : Self(trusted: row.integer(column))
    }

    public var description: String { String(rawValue) }

    private static func bounded(_ value: Int, _ input: JSON, _ issues: inout Issues) -> Self? {
        if range.contains(value) { return Self(trusted: value) }
        issues.add(value < range.lowerBound ? tooSmall(input) : tooLarge(input))
        return nil
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
