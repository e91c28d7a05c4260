import TaskFlowSchema
import Testing

/// Clients of 2025: no sessions, and errors of the protocol with 200.
@Suite(.timeLimit(.minutes(10))) struct MCPLegacyTests {
    static let revisions = ["2025-03-26", "2025-06-18", "2025-11-25"]

    @Test(arguments: revisions) func `a whole conversation`(_ revision: String) async throws {
        try await TestServer.run { server in
            let wire = server.mcp
            let hello: JSONObject = [
                "protocolVersion": .string(revision), "capabilities": [:], "clientInfo": ["name": "t", "version": "1"],
            ]
            // No client sends the header before it knows the revision.
            let begun = try await wire.post(MCPWire.legacy("2025-03-26", "initialize", hello))
            #expect(begun.status == 200)
            #expect(begun["mcp-session-id"] == nil)
            #expect(begun["content-type"] == "application/json")
            let result = begun.json?["result"]
            #expect(result?["protocolVersion"]?.stringValue == revision)
            #expect(result?["capabilities"]?["tools"] == ["listChanged": false])
            #expect(result?["instructions"]?.stringValue?.isEmpty == false)
            let ready: JSON = ["jsonrpc": "2.0", "method": "notifications/initialized"]
            let headers = MCPWire.legacy(revision, "").headers
            #expect(try await wire.post((ready, headers)).status == 202)
            #expect(try await wire.post(MCPWire.legacy(revision, "ping")).json?["result"] == [:])
            let tools = try await wire.post(MCPWire.legacy(revision, "tools/list")).json?["result"]
            #expect(tools?.objectValue?.members.map(\.name) == ["tools"])
            let create: JSONObject = ["name": "create_task", "arguments": ["title": "x"]]
            let created = try await wire.post(MCPWire.legacy(revision, "tools/call", create)).json?["result"]
            #expect(created?["isError"] == false && created?["structuredContent"]?["id"] == 1)
            let read = MCPWire.legacy(revision, "resources/read", ["uri": "taskflow://tasks/1"])
            #expect(try await wire.post(read).json?["result"]?["contents"]?.arrayValue?.count == 1)
        }
    }

    @Test(arguments: revisions) func `errors of the protocol come with 200`(_ revision: String) async throws {
        try await TestServer.run { server in
            let rows: [(String, JSONObject, Int)] = [
                ("nonsense", [:], -32601), ("server/discover", [:], -32601), ("subscriptions/listen", [:], -32601),
                ("resources/subscribe", ["uri": "taskflow://me"], -32601), ("logging/setLevel", [:], -32601),
                ("tools/call", ["name": "nonsense"], -32602), ("prompts/get", ["name": "nonsense"], -32602),
                ("resources/read", ["uri": "taskflow://tasks/9"], -32602), ("tools/list", ["cursor": "x"], -32602),
            ]
            for (method, params, code) in rows {
                let reply = try await server.mcp.post(MCPWire.legacy(revision, method, params, id: "a"))
                #expect(reply.status == 200, "\(method)")
                #expect(reply.rpcCode == code && reply.json?["id"] == "a", "\(method): \(reply.body)")
            }
            let refused = try await server.mcp.post(
                MCPWire.legacy(revision, "tools/call", ["name": "get_task", "arguments": ["task_id": 9]]))
            #expect(refused.status == 200 && refused.json?["result"]?["isError"] == true)
        }
    }

    @Test func `a revision that is not spoken is refused`() async throws {
        try await TestServer.run { server in
            let message: JSON = ["jsonrpc": "2.0", "id": 1, "method": "tools/list"]
            for version in ["2024-11-05", "1999-01-01", "nonsense", ""] {
                let reply = try await server.mcp.post((message, ["MCP-Protocol-Version: \(version)"]))
                #expect(reply.status == 400, "\(version)")
            }
        }
    }

    @Test(arguments: revisions) func `a session id that a client kept is nothing to the server`(
        _ revision: String
    ) async throws {
        try await TestServer.run { server in
            let kept = ["Mcp-Session-Id: 1868a90c", "Last-Event-ID: 7", "Mcp-Method: tools/fly", "Mcp-Name: other"]
            let (message, headers) = MCPWire.legacy(revision, "tools/call", ["name": "whoami"])
            let reply = try await server.mcp.post((message, headers + kept))
            #expect(reply.status == 200 && reply.json?["result"]?["isError"] == false)
            #expect(reply["mcp-session-id"] == nil)
        }
    }

    @Test func `there is no stream to get and no session to end`() async throws {
        try await TestServer.run { server in
            for method in ["GET", "DELETE", "PUT", "PATCH", "OPTIONS"] {
                let headers = ["Accept: text/event-stream", "MCP-Protocol-Version: 2025-06-18", "Mcp-Session-Id: abc"]
                let reply = try await server.mcp.send(method, nil, headers)
                #expect(reply.status == 405, "\(method)")
                #expect(reply["allow"] == "POST", "\(method)")
            }
            let head = try await server.mcp.send("HEAD", nil, [])
            #expect(head.status == 405 && head.body.isEmpty)
        }
    }
}
