import NIOCore
import TaskFlowSchema

/// A client of the MCP endpoint, who sends what a test says and nothing better.
struct MCPWire: Sendable {
    let server: TestServer
    /// `@claude`'s key when not given; none when empty.
    var key: String?

    static let accept = "Accept: application/json, text/event-stream"

    /// What a conforming client of 2026-07-28 sends.
    static func modern(_ method: String, _ params: JSONObject = [:], id: JSON = 1) -> (JSON, headers: [String]) {
        var params = params
        params["_meta"] = [
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": [:],
        ]
        let message: JSON = ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)]
        var headers = ["MCP-Protocol-Version: 2026-07-28", "Mcp-Method: \(method)"]
        if let name = (params["name"] ?? params["uri"])?.stringValue { headers.append("Mcp-Name: \(name)") }
        return (message, headers)
    }

    /// What a client of an earlier revision sends; the first had no header.
    static func legacy(
        _ revision: String, _ method: String, _ params: JSONObject = [:], id: JSON = 1
    ) -> (JSON, headers: [String]) {
        let message: JSON = ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)]
        return (message, revision == "2025-03-26" ? [] : ["MCP-Protocol-Version: \(revision)"])
    }

    /// Posts a message with all that the transport wants.
    func post(_ message: (JSON, headers: [String])) async throws -> Reply {
        try await send("POST", message.0.text, [Self.accept, "Content-Type: application/json"] + message.headers)
    }

    /// Sends a request with just these headers and the key.
    func send(_ method: String, _ body: String?, _ headers: [String]) async throws -> Reply {
        let key = key ?? server.claude
        let lines = key.isEmpty ? headers : headers + ["Authorization: Bearer \(key)"]
        return try await server.send(method, "/mcp", lines, body: body.map { ByteBuffer(string: $0) })
    }
}

extension TestServer {
    var mcp: MCPWire { MCPWire(server: self) }
}

extension Reply {
    /// The code of a JSON-RPC error.
    var rpcCode: Int? { json?["error"]?["code"]?.integerValue }
}
