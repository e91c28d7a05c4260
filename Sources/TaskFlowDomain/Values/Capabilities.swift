public import TaskFlowSchema

/// What a worker can do: at most 50 entries, each once, in the order given.
public struct Capabilities: BoundedList {
    /// How many capabilities a worker may name.
    public static let limit = 50

    public let all: [Capability]

    /// Keeps the first of equal capabilities.
    public init(_ capabilities: [Capability]) { all = capabilities.distinct }
}

// In a column, a JSON array: a capability may contain any separator.
extension Capabilities: ColumnConvertible {
    public var columnValue: ColumnValue { .text(json.text) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> Capabilities? {
        var issues = Issues()
        guard !row.isNull(column), let json = try? JSONParser.parse(row.text(column).utf8) else { return nil }
        return decode(json, into: &issues)
    }
}
