import Logging
import TaskFlowSchema
import TaskFlowStorage
import Testing

/// A fault of the server, as the client of MCP is told of it and as the log is.
@Suite(.timeLimit(.minutes(10))) struct MCPFaultTests {
    private static func messages(_ method: String, _ params: JSONObject) -> [(JSON, headers: [String])] {
        [MCPWire.modern(method, params), MCPWire.legacy("2025-06-18", method, params)]
    }

    @Test func `an internal error at a tool leaves a line with its cause and the request's id`() async throws {
        try await TestServer.run { server in
            let params: JSONObject = ["name": "faulty", "arguments": ["pause": 0]]
            for (index, message) in Self.messages("tools/call", params).enumerated() {
                let reply = try await server.mcp.post((message.0, message.headers + ["X-Request-ID: fault-\(index)"]))
                #expect(reply.status == 200 && reply.rpcCode == -32603)
                #expect(!reply.body.contains("SELECT"))
                let line = try #require(server.logs.requests.last)
                #expect(line.level == .error && line.metadata["request_id"] == "fault-\(index)")
                #expect(line.metadata["cause"]?.contains("syntax error in SELECT") == true)
                #expect(line.metadata["route"] == "/mcp" && line.metadata["actor"] == "@claude")
            }
        }
    }

    @Test func `an outage that a tool tells of as a result leaves a line too, a refusal none`() async throws {
        try await TestServer.run { server in
            let busy: JSONObject = ["name": "faulty", "arguments": ["pause": 1]]
            for message in Self.messages("tools/call", busy) {
                let reply = try await server.mcp.post(message)
                #expect(reply.status == 200 && reply.json?["result"]?["isError"] == true)
                #expect(!reply.body.contains("SQLITE_BUSY"))
                let line = try #require(server.logs.requests.last)
                #expect(line.level == .error && line.metadata["cause"] == "SQLITE_BUSY")
            }
            let refused = MCPWire.modern("tools/call", ["name": "get_task", "arguments": ["task_id": 99]])
            #expect(try await server.mcp.post(refused).json?["result"]?["isError"] == true)
            let line = try #require(server.logs.requests.last)
            #expect(line.level == .info && line.metadata["cause"] == nil)
        }
    }

    @Test func `a database that is away is a JSON-RPC error with 503, whatever is asked`() async throws {
        try await TestServer.run { server in
            await server.database.close()
            let all =
                Self.messages("tools/list", [:]) + Self.messages("tools/call", ["name": "whoami"])
                + Self.messages("resources/list", [:])
            for message in all {
                let reply = try await server.mcp.post(message)
                #expect(reply.status == 503 && reply.rpcCode == -32000 && reply["content-type"] == "application/json")
                #expect(Int(reply["retry-after"] ?? "") != nil)
                #expect(reply.json?["error"]?["data"]?["code"] == "unavailable")
                let rest = try await server.call("GET", "/api/me")
                #expect(rest.status == 503 && rest.json?["error"] == reply.json?["error"]?["message"])
            }
        }
    }
}
