internal import TaskFlowSchema

/// Sends arguments through a schema and tells what came out.
enum Sent {
    /// The faults found, as FastAPI would list them.
    static func faults<Input: Described>(_ type: Input.Type, _ arguments: Arguments) -> [JSON] {
        decode(type, arguments).faults
    }

    /// The faults of a body given as JSON text.
    static func faults<Input: Described>(_ type: Input.Type, body: String) throws -> [JSON] {
        faults(type, Arguments(path: [("task_id", "1")], body: .json(try JSONParser.parse(body.utf8))))
    }

    /// The value read from a body given as JSON text.
    static func value<Input: Described>(_ type: Input.Type, body: String) throws -> Input? {
        let json = try JSONParser.parse(body.utf8)
        return decode(type, Arguments(path: [("task_id", "1")], body: .json(json))).value
    }

    static func decode<Input: Described>(_ type: Input.Type, _ arguments: Arguments) -> (value: Input?, faults: [JSON])
    {
        var issues = Issues()
        let value = Input.schema.decode(arguments, into: &issues)
        return (value, issues.all.map(\.json))
    }

    /// A query string's pairs; nothing is percent-decoded.
    static func query(_ text: String) -> Arguments {
        let pairs = text.split(separator: "&").map {
            $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        }
        return Arguments(query: pairs.map { (name: String($0[0]), value: $0.count > 1 ? String($0[1]) : "") })
    }
}
