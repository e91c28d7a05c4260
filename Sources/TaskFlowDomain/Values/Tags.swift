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
            issues.add(.tooLong(count, limit: limit, input: json))
            return nil
        }
        return [Tag].decode(json, into: &issues).map { Tags($0) }
    }

    public func encode(to writer: inout JSONWriter) { all.encode(to: &writer) }

    public static func describe(in definitions: inout Definitions) -> JSONObject {
        var schema = [Tag].describe(in: &definitions)
        schema["maxItems"] = .integer(limit)
        return schema
    }

    private init(distinct tags: [Tag]) { all = tags }
}

// In a column: the tags between spaces, which no tag contains, so that ` bug ` finds the tag and nothing else.
extension Tags: ColumnConvertible {
    public var columnValue: ColumnValue {
        .text(all.isEmpty ? "" : " \(all.map(\.rawValue).joined(separator: " ")) ")
    }

    public static func read(_ row: any ColumnReader, _ column: Int) -> Tags? {
        if row.isNull(column) { return nil }
        let words = row.text(column).utf8.split(separator: UInt8(ascii: " "))
        return Tags(distinct: words.map { Tag(trusted: String(Substring($0))) })
    }
}
