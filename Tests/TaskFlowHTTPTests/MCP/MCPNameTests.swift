import TaskFlowSchema
import Testing

/// `Mcp-Name` on the wire, for each method that has one: what a proxy routes by must be what is done.
@Suite(.timeLimit(.minutes(10))) struct MCPNameTests {
    static let named: [(method: String, params: JSONObject, base64: String)] = [
        ("tools/call", ["name": "whoami"], "d2hvYW1p"),
        ("prompts/get", ["name": "start_work"], "c3RhcnRfd29yaw=="),
        ("resources/read", ["uri": "taskflow://me"], "dGFza2Zsb3c6Ly9tZQ=="),
    ]

    @Test func `a name is needed, and is the body's`() async throws {
        try await TestServer.run { server async throws in
            for (method, params, base64) in Self.named {
                let (message, headers) = MCPWire.modern(method, params)
                let others = headers.filter { !$0.hasPrefix("Mcp-Name") }
                let good = headers.filter { $0.hasPrefix("Mcp-Name") }
                for right in [good, good.map { $0 + "  " }, ["mcp-name: =?base64?\(base64)?="]] {
                    #expect(try await server.mcp.post((message, others + right)).status == 200, "\(method) \(right)")
                }
                let wrong = [
                    [], ["Mcp-Name: "], ["Mcp-Name: other"], good.map { $0.uppercased() }, good + good,
                    ["Mcp-Name: =?base64?\(base64.dropLast())?="], ["Mcp-Name: =?BASE64?\(base64)?="],
                ]
                for name in wrong {
                    let reply = try await server.mcp.post((message, others + name))
                    #expect(reply.status == 400 && reply.rpcCode == -32020, "\(method) \(name): \(reply.body)")
                    #expect(reply.json?["id"] == 1)
                }
            }
        }
    }

    @Test func `a method without a name needs none`() async throws {
        try await TestServer.run { server async throws in
            for method in [
                "server/discover", "tools/list", "prompts/list", "resources/list", "resources/templates/list",
            ] {
                let message = MCPWire.modern(method)
                #expect(!message.headers.contains { $0.hasPrefix("Mcp-Name") })
                #expect(try await server.mcp.post(message).status == 200, "\(method)")
            }
        }
    }
}
