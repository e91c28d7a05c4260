import TaskFlowDomain
import TaskFlowHTTP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import Testing

/// Who may call the MCP endpoint at all, in both halves of the protocol.
@Suite(.timeLimit(.minutes(10))) struct MCPCallerTests {
    private static let messages = MCPTransportTests.messages

    @Test func `a strange Origin and a strange Host are turned away, before anything else`() async throws {
        try await TestServer.run({ $0.checksLocalHost = true }) { server in
            for message in Self.messages {
                for origin in [
                    "http://evil.example", "null", "http://localhost.evil.example", "https://tasks.test.evil",
                ] {
                    let headers = message.headers + ["Origin: \(origin)"]
                    let reply = try await server.mcp.post((message.0, headers))
                    #expect(reply.status == 403, "\(origin)")
                    #expect(reply["access-control-allow-origin"] == nil)
                }
                for host in ["evil.example", "evil.example:8000", "127.0.0.1.evil.example"] {
                    let reply = try await server.mcp.post((message.0, message.headers + ["Host: \(host)"]))
                    #expect(reply.status == 421, "\(host)")
                }
                for origin in ["http://localhost:3000", "http://127.0.0.1:6274", "http://tasks.test:8000"] {
                    let headers = message.headers + ["Origin: \(origin)", "Host: localhost:8000"]
                    #expect(try await server.mcp.post((message.0, headers)).status == 200, "\(origin)")
                }
            }
            // Even without a key: a strange page learns nothing.
            var stranger = server.mcp
            stranger.key = ""
            let refused = try await stranger.post((Self.messages[0].0, ["Origin: http://evil.example"]))
            #expect(refused.status == 403)
        }
    }

    @Test func `a strange Origin is turned away behind a public name, too`() async throws {
        try await TestServer.run { server async throws in
            for message in Self.messages {
                let evil = (message.0, message.headers + ["Origin: https://evil.example"])
                #expect(try await server.mcp.post(evil).status == 403)
                let own = (message.0, message.headers + ["Origin: http://localhost:3000"])
                let reply = try await server.mcp.post(own)
                #expect(reply.status == 200)
                #expect(reply["access-control-allow-origin"] == "http://localhost:3000")
            }
            let asked = try await server.send(
                "OPTIONS", "/mcp", ["Origin: http://localhost:3000", "Access-Control-Request-Method: POST"])
            #expect(asked.status == 204)
            #expect(asked["access-control-allow-methods"] == "POST")
            for name in ["Mcp-Method", "Mcp-Name", "MCP-Protocol-Version", "Authorization"] {
                #expect(asked["access-control-allow-headers"]?.contains(name) == true)
            }
        }
    }

    @Test func `nobody, and a key that is none, get 401 whatever they send`() async throws {
        try await TestServer.run { server async throws in
            let bodies = [Self.messages[0].0.text, Self.messages[1].0.text, "{", "", "[]"]
            for key in ["", "tfl_" + String(repeating: "x", count: 43), "nonsense"] {
                var wire = server.mcp
                wire.key = key
                for body in bodies {
                    let reply = try await wire.send("POST", body, [MCPWire.accept, MCPTransportTests.json])
                    #expect(reply.status == 401, "\(key) \(body)")
                    #expect(reply["www-authenticate"]?.hasPrefix("Bearer") == true)
                    #expect(reply.rpcCode == -32000 && reply.json?["error"]?["data"]?["code"] == "unauthenticated")
                }
                #expect(try await wire.send("GET", nil, []).status == 401)
                let slashed = try await server.call("POST", "/mcp/", key: key, json: bodies[0])
                #expect(slashed.status == 401 && slashed.rpcCode == -32000)
            }
        }
    }

    @Test func `a revoked key is refused on the very next message`() async throws {
        try await TestServer.run { server async throws in
            let body = #"{"name":"short","scopes":["tasks:read"]}"#
            let made = try await server.call("POST", "/api/workers/%40ada/keys", json: body)
            var wire = server.mcp
            wire.key = try #require(made.json?["key"]?.stringValue)
            for message in Self.messages { #expect(try await wire.post(message).status == 200) }
            let id = try #require(made.json?["id"]?.integerValue)
            #expect(try await server.call("DELETE", "/api/workers/%40ada/keys/\(id)").status == 204)
            for message in Self.messages { #expect(try await wire.post(message).status == 401) }
        }
    }

    @Test func `a missing scope is a 403 that names it`() async throws {
        try await TestServer.run { server async throws in
            var wire = server.mcp
            wire.key = server.reader
            let params: JSONObject = ["name": "create_task", "arguments": ["title": "x"]]
            for message in [
                MCPWire.modern("tools/call", params), MCPWire.legacy("2025-06-18", "tools/call", params),
            ] {
                let reply = try await wire.post(message)
                #expect(reply.status == 403)
                let challenge = try #require(reply["www-authenticate"])
                #expect(challenge.contains("insufficient_scope") && challenge.contains("tasks:write"))
            }
            let read = MCPWire.modern("tools/call", ["name": "list_tasks"])
            #expect(try await wire.post(read).status == 200)
        }
    }

    /// However many operations it takes to answer a message, and if it takes none.
    @Test func `a message is one call against the caller's limit`() async throws {
        try await TestServer.run(limiter: CallLimiter(callsPerMinute: 5)) { server async throws in
            let messages = [
                MCPWire.modern("tools/list"), MCPWire.modern("tools/call", ["name": "nonsense"]),
                // A refusal that looks the task up once more.
                MCPWire.modern("tools/call", ["name": "submit_task", "arguments": ["task_id": 1]]),
                MCPWire.legacy("2025-06-18", "ping"), MCPWire.modern("resources/list"),
            ]
            try await server.database.write { tx throws(TaskFlowError) in
                try tx.execute(
                    """
                    INSERT INTO tasks (tenant_id, title, status, priority, progress_percent, tags, created_by, version, \
                    created_at, updated_at, search_text) VALUES ('default', 't', 'pending', 2, 0, '', '@ada', 1, 0, 0, 't')
                    """)
            }
            for (index, message) in messages.enumerated() {
                let reply = try await server.mcp.post(message)
                #expect(reply["ratelimit"]?.hasPrefix("\"default\";r=\(4 - index);t=") == true, "\(reply.headers)")
            }
            for message in messages {
                let reply = try await server.mcp.post(message)
                #expect(reply.status == 429)
                let seconds = Int(reply["retry-after"] ?? "") ?? 0
                #expect((1...60).contains(seconds))
                // As SDKs read it: the same sentence as over REST, in JSON-RPC.
                let rest = try await server.call("GET", "/api/me", key: server.claude)
                #expect(rest.status == 429 && reply.rpcCode == -32000)
                let words = try #require(reply.json?["error"]?["message"]?.stringValue)
                #expect(rest.json?["error"]?.stringValue?.prefix(20) == words.prefix(20))
                #expect(reply.json?["jsonrpc"] == "2.0" && reply.json?["id"] == .null)
                #expect(reply.json?["error"]?["data"]?["code"] == "rate_limited")
                #expect(reply.json?["error"]?["data"]?["retry_after"] == .integer(seconds))
            }
        }
    }
}
