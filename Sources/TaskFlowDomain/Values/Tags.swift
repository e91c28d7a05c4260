public import TaskFlowSchema

/// A task's tags: at most 50, each once, in the order given.
public struct Tags: SchemaValue, Equatable {
    /// How many tags a task may have.
    public static let limit = 50

    public let all: [Tag]

    /// Keeps the first of equal tags.
    public init(_ tags: [Tag]) {
        var seen: Set<Tag> = []
        all = tags.filter { seen.insert($0).inserted }
    }

    public static func decode(_ json: JSON, into issues: inout Issues) -> Tags? {
        if let count = json.arrayValue?.count, count > limit {
            issues.add(tooLong(count, input: json))
            return nil
        }
        return [Tag].decode(json, into: &issues).map(Tags.init)
    }

    public func encode(to writer: inout JSONWriter) { all.encode(to: &writer) }

    public static func describe(in definitions: inout Definitions) -> JSONObject {
        var schema = [Tag].describe(in: &definitions)
        schema["maxItems"] = .integer(limit)
        return schema
    }

    private static func tooLong(_ count: Int, input: JSON) -> ValidationIssue {
        ValidationIssue(
            "too_long", "List should have at most \(limit) items after validation, not \(count)", input: input,
            context: ["field_type": "List", "max_length": .integer(limit), "actual_length": .integer(count)])
    }
}

// In a column: the tags between spaces, which no tag contains, so that ` bug ` finds the tag and nothing else.
extension Tags: ColumnConvertible {
    public var columnValue: ColumnValue {
        .text(all.isEmpty ? "" : " \(all.map(\.rawValue).joined(separator: " ")) ")
    }

    public static func read(_ row: any ColumnReader, _ column: Int) -> Tags? {
        row.isNull(column) ? nil : Tags(row.text(column).split(separator: " ").map { Tag(trusted: String($0)) })
    }
}
