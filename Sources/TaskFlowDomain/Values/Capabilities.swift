public import TaskFlowSchema

/// What a worker can do: at most 50 entries, in the order given.
public struct Capabilities: SchemaValue, Equatable {
    /// How many capabilities a worker may name.
    public static let limit = 50

    public let all: [Capability]

    public init(_ capabilities: [Capability]) { all = capabilities }

    public static func decode(_ json: JSON, into issues: inout Issues) -> Capabilities? {
        if let count = json.arrayValue?.count, count > limit {
            issues.add(.tooLong(count, limit: limit, input: json))
            return nil
        }
        return [Capability].decode(json, into: &issues).map(Capabilities.init)
    }

    public func encode(to writer: inout JSONWriter) { all.encode(to: &writer) }
    public static func describe(in definitions: inout Definitions) -> JSONObject {
        var schema = [Capability].describe(in: &definitions)
        schema["maxItems"] = .integer(limit)
        return schema
    }
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
