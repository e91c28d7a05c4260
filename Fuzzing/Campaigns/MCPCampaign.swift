internal import TaskFlowMCP
internal import TaskFlowSchema

/// Whatever is sent to the MCP door has one well-formed answer, with the id it was sent with, and none is a fault of the
/// server.
struct MCPCampaign: Campaign {
    let name = "mcp"
    private let stage = MCPStage()

    func run(_ random: inout Random) async throws(Violation) {
        let text = MCPMessages.text(&random)
        let bytes = random.oneIn(2) ? Mutation.mutate(Array(text.utf8), &random) : Array(text.utf8)
        let input = String(decoding: bytes, as: UTF8.self)
        let message: RPCMessage
        do throws(RPCError) { message = try RPCMessage.read(bytes) } catch {
            return try judge(error.json, id: error.id?.json ?? .null, input)
        }
        let headers = MCPMessages.headers(message, &random)
        guard let answer = await stage.answer(bytes, headers) else { throw Violation("no answer", input) }
        try judge(answer, to: message, input)
    }

    private func judge(_ answer: MCPAnswer, to message: RPCMessage, _ input: String) throws(Violation) {
        switch (answer, message) {
        case (.reply(let reply), .request(let request)): try judge(reply.body, id: request.id.json, input)
        case (.reply(let reply), .notification):
            guard reply.body["error"] != nil else { throw Violation("a notification has a result", input) }
            try judge(reply.body, id: .null, input)
        case (.accepted, .notification): return
        case (.stream, .request(let request)) where request.method == "subscriptions/listen": return
        default: throw Violation("the answer is \(answer)", input)
        }
    }

    private func judge(_ reply: JSON, id: JSON, _ input: String) throws(Violation) {
        guard let again = try? JSONParser.parse(reply.bytes), again == reply, reply["jsonrpc"] == "2.0" else {
            throw Violation("the answer is no JSON-RPC", input)
        }
        guard reply["id"] == id else { throw Violation("the answer has the id \(reply["id"] ?? .null)", input) }
        guard (reply["result"] == nil) != (reply["error"] == nil) else {
            throw Violation("the answer is neither result nor error, or both", input)
        }
        guard reply["error"]?["code"] != -32603 else { throw Violation("a fault of the server", input) }
        guard let structured = reply["result"]?["structuredContent"] else { return }
        guard reply["result"]?["content"]?[0]?["text"]?.stringValue == structured.text else {
            throw Violation("text and structure differ", input)
        }
    }
}
