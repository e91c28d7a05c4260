import TaskFlowOperations
import TaskFlowSchema

/// The operation's MCP tool with `detail=full`, over whatever carries the messages.
struct ToolDoor<Carrier: MessageCarrier>: ParityDoor {
    let carrier: Carrier

    func has(_ operation: any TaskFlowOperations.Operation.Type) -> Bool { operation.spec.agent != nil }

    func close() async { await carrier.close() }

    func call(
        _ operation: any TaskFlowOperations.Operation.Type, _ input: JSONObject, by who: ParityStep.Who
    ) async throws -> JSON {
        guard let tool = operation.spec.agent?.tool else {
            throw ParityFailure(description: "\(operation.spec.name): no tool")
        }
        var arguments = input
        if operation.hasDetail { arguments["detail"] = "full" }
        let answer = try await carrier.exchange(Self.request(tool, arguments), tool: tool, by: who)
        guard answer["result"]?["isError"] == false, let object = answer["result"]?["structuredContent"]?.objectValue
        else { throw ParityFailure(description: "\(tool): \(answer.text)") }
        let told = answer["result"]?["content"]?[0]?["text"]?.stringValue
        guard let told, try JSONParser.parse(told.utf8) == .object(object) else {
            throw ParityFailure(description: "\(tool): text and structure differ: \(answer.text)")
        }
        return Self.plain(object)
    }

    private static func request(_ tool: String, _ arguments: JSONObject) -> JSON {
        [
            "jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": [
                "name": .string(tool), "arguments": .object(arguments),
                "_meta": [
                    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                    "io.modelcontextprotocol/clientCapabilities": [:],
                ],
            ],
        ]
    }

    /// The JSON that REST answers: without the tool's note, and of a list the rows alone.
    private static func plain(_ object: JSONObject) -> JSON {
        var object = object
        object["note"] = nil
        // What whoami tells agents of the others.
        object["crew"] = nil
        guard object["next_cursor"] != nil else { return .object(object) }
        return object.members.first { $0.name != "next_cursor" }?.value ?? .null
    }
}

/// Carries one message to the server and its answer back.
protocol MessageCarrier: Sendable {
    func exchange(_ message: JSON, tool: String, by who: ParityStep.Who) async throws -> JSON
    func close() async
}
