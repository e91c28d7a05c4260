import TaskFlowOperations
import TaskFlowSchema
import Testing

/// The checklist's table for 2026-07-28, row by row, on the wire.
@Suite(.timeLimit(.minutes(10))) struct MCPModernTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let message: JSON
        let headers: [String]
        let status: Int
        var code: Int?

        init(_ name: String, _ message: (JSON, headers: [String]), _ status: Int, _ code: Int? = nil) {
            self.name = name
            self.message = message.0
            headers = message.headers
            self.status = status
            self.code = code
        }

        var testDescription: String { name }
    }

    static let call = MCPWire.modern("tools/call", ["name": "whoami"])

    /// The conforming call with one header changed or taken away.
    static func call(_ header: String, _ value: String?) -> (JSON, headers: [String]) {
        let others = call.headers.filter { !$0.lowercased().hasPrefix(header.lowercased() + ":") }
        return (call.0, others + (value.map { ["\(header): \($0)"] } ?? []))
    }

    /// A message with another `_meta`.
    static func meta(_ meta: JSON?, header: String = "2026-07-28") -> (JSON, headers: [String]) {
        var params: JSONObject = ["name": "whoami"]
        params["_meta"] = meta
        let message: JSON = ["jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": .object(params)]
        return (message, ["MCP-Protocol-Version: \(header)", "Mcp-Method: tools/call", "Mcp-Name: whoami"])
    }

    static let strange: JSON = [
        "io.modelcontextprotocol/protocolVersion": "1999-01-01", "io.modelcontextprotocol/clientCapabilities": [:],
    ]

    static let rows = [
        Row("request", call, 200),
        Row("discover", MCPWire.modern("server/discover"), 200),
        Row("header names in any case", (call.0, call.headers.map { $0.replacing("Mcp-", with: "mCP-") }), 200),
        Row("white space around values", call("Mcp-Name", "  whoami\t"), 200),
        Row("name in base64", call("Mcp-Name", "=?base64?d2hvYW1p?="), 200),
        Row(
            "session id and last event id are ignored",
            (call.0, call.headers + ["Mcp-Session-Id: abc", "Last-Event-ID: 7"]), 200),
        Row("unknown Mcp-Param header is ignored", (call.0, call.headers + ["Mcp-Param-Region: us"]), 200),
        Row("_meta missing", meta(nil), 400, -32602),
        Row("version missing", meta(["io.modelcontextprotocol/clientCapabilities": [:]]), 400, -32602),
        Row("capabilities missing", meta(["io.modelcontextprotocol/protocolVersion": "2026-07-28"]), 400, -32602),
        Row("version header missing", call("MCP-Protocol-Version", nil), 400, -32020),
        Row("version header differs", call("MCP-Protocol-Version", "2025-11-25"), 400, -32020),
        Row(
            "version header twice",
            (call.0, call.headers + ["MCP-Protocol-Version: 2026-07-28"]), 400, -32020),
        Row("Mcp-Method missing", call("Mcp-Method", nil), 400, -32020),
        Row("Mcp-Method differs", call("Mcp-Method", "tools/list"), 400, -32020),
        Row("Mcp-Method in other case", call("Mcp-Method", "TOOLS/CALL"), 400, -32020),
        Row("Mcp-Name missing", call("Mcp-Name", nil), 400, -32020),
        Row("Mcp-Name differs", call("Mcp-Name", "get_task"), 400, -32020),
        Row("Mcp-Name in broken base64", call("Mcp-Name", "=?base64?d2hvYW1?="), 400, -32020),
        Row("unsupported version", meta(strange, header: "1999-01-01"), 400, -32022),
        Row("unknown version in the header alone", meta(nil, header: "1999-01-01"), 400, -32602),
        Row("unknown method", MCPWire.modern("nonsense"), 404, -32601),
        Row("removed method", MCPWire.modern("ping"), 404, -32601),
        Row("initialize with the envelope", MCPWire.modern("initialize"), 404, -32601),
        Row("unknown tool", MCPWire.modern("tools/call", ["name": "nonsense"]), 400, -32602),
        Row("arguments are no object", MCPWire.modern("tools/call", ["name": "whoami", "arguments": []]), 400, -32602),
        Row("unknown prompt", MCPWire.modern("prompts/get", ["name": "nonsense"]), 400, -32602),
        Row("bad cursor", MCPWire.modern("tools/list", ["cursor": "x"]), 400, -32602),
        Row("resource not found", MCPWire.modern("resources/read", ["uri": "taskflow://tasks/9"]), 400, -32602),
        Row("refused by a tool", MCPWire.modern("tools/call", ["name": "get_task", "arguments": ["task_id": 9]]), 200),
        Row("faulty arguments", MCPWire.modern("tools/call", ["name": "get_task", "arguments": ["id": 9]]), 200),
    ]

    @Test func `each row of the table is answered as it says`() async throws {
        try await TestServer.run { server in
            for row in Self.rows {
                let reply = try await server.mcp.post((row.message, row.headers))
                #expect(reply.status == row.status, "\(row.name): \(reply.body)")
                #expect(reply.rpcCode == row.code, "\(row.name): \(reply.body)")
                #expect(reply.json?["id"] == 1, "\(row.name)")
                #expect(reply.json?["jsonrpc"] == "2.0")
                #expect(reply["content-type"] == "application/json")
                // No session is begun, whatever is asked for.
                #expect(reply["mcp-session-id"] == nil)
                #expect(reply["x-request-id"] != nil)
            }
        }
    }

    @Test func `a result has what the revision wants`() async throws {
        try await TestServer.run { server in
            let result = try await server.mcp.post(MCPWire.modern("tools/list")).json?["result"]
            #expect(result?["resultType"] == "complete")
            #expect(result?["ttlMs"] == 3_600_000 && result?["cacheScope"] == "public")
            let info = result?["_meta"]?["io.modelcontextprotocol/serverInfo"]
            #expect(info?["name"] == "taskflow" && info?["version"] == "1.2.3")
            // The tools of the registry and the one that is made to fail.
            #expect(result?["tools"]?.arrayValue?.count == Operations.all.count { $0.spec.agent != nil } + 1)
            let version = try await server.mcp.post(Self.meta(Self.strange, header: "1999-01-01")).json?["error"]
            #expect(version?["data"] == ["supported": ["2026-07-28"], "requested": "1999-01-01"])
            let missing = try await server.mcp.post(
                MCPWire.modern("resources/read", ["uri": "taskflow://tasks/9"]))
            #expect(missing.json?["error"]?["data"] == ["uri": "taskflow://tasks/9"])
        }
    }

    @Test func `ids come back in their own type`() async throws {
        try await TestServer.run { server in
            for id: JSON in [0, -1, "", "1", "é", .bigInteger("99999999999999999999")] {
                let reply = try await server.mcp.post(MCPWire.modern("server/discover", id: id))
                #expect(reply.json?["id"] == id)
                let refused = try await server.mcp.post(MCPWire.modern("nonsense", id: id))
                #expect(refused.status == 404 && refused.json?["id"] == id)
            }
        }
    }

    @Test func `a notification is taken and has no answer`() async throws {
        try await TestServer.run { server in
            for headers in [[], ["MCP-Protocol-Version: 2026-07-28"], ["MCP-Protocol-Version: 2025-06-18"]] {
                for method in ["notifications/initialized", "notifications/cancelled", "notifications/nonsense"] {
                    let message: JSON = ["jsonrpc": "2.0", "method": .string(method), "params": ["requestId": 1]]
                    let reply = try await server.mcp.post((message, headers))
                    #expect(reply.status == 202)
                    #expect(reply.body.isEmpty)
                }
            }
            let message: JSON = ["jsonrpc": "2.0", "method": "notifications/x"]
            let reply = try await server.mcp.post((message, ["MCP-Protocol-Version: 1999-01-01"]))
            #expect(reply.status == 400 && reply.rpcCode == -32022)
        }
    }

    @Test func `what happens over MCP is the very same as over REST, but for the door's name`() async throws {
        try await TestServer.run { server in
            let id = try await server.task("Shared")
            let claim = MCPWire.modern("tools/call", ["name": "claim_task", "arguments": ["task_id": .integer(id)]])
            let told = try await server.mcp.post(claim).json?["result"]?["structuredContent"]
            #expect(told == (try await server.call("GET", "/api/tasks/\(id)").json))
            let audit = try await server.call("GET", "/api/tasks/\(id)/audit").json
            #expect(audit?[0]?["via"] == "mcp" && audit?[0]?["action"] == "started")
            #expect(audit?[1]?["via"] == "rest" && audit?[1]?["action"] == "created")
        }
    }
}
