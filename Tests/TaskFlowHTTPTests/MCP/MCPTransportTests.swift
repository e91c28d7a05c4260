import Foundation
import NIOCore
import TaskFlowSchema
import Testing

/// What is no message, in both halves of the protocol, and the clumsy and the hostile client.
@Suite(.timeLimit(.minutes(10))) struct MCPTransportTests {
    static let messages = [
        MCPWire.modern("tools/call", ["name": "whoami"]),
        MCPWire.legacy("2025-11-25", "tools/call", ["name": "whoami"]),
    ]
    static let json = "Content-Type: application/json"

    @Test func `Accept must have room for JSON, Content-Type must be JSON`() async throws {
        try await TestServer.run { server async throws in
            let body = Self.messages[1].0.text
            let bad = [
                "text/event-stream", "text/html", "application/json;q=0, text/event-stream",
                "application/jsonx, text/event-stream",
            ]
            for accept in bad {
                let reply = try await server.mcp.send("POST", body, ["Accept: \(accept)", Self.json])
                #expect(reply.status == 406, "\(accept)")
            }
            let good = [
                ["Accept: application/json"], ["Accept: application/*"],
                ["Accept: application/json, text/event-stream;q=0"],
                ["Accept: */*"], [], ["Accept: application/*, text/*"],
                ["Accept: TEXT/event-stream;q=0.5, Application/JSON"],
                ["Accept: application/json", "Accept: text/event-stream"],
            ]
            for accept in good {
                let reply = try await server.mcp.send("POST", body, accept + [Self.json])
                #expect(reply.status == 200 && reply["content-type"] == "application/json", "\(accept)")
                #expect(reply.json?["result"] != nil)
            }
            for type in [[], ["Content-Type: text/plain"], ["Content-Type: application/json-rpc"]] {
                #expect(try await server.mcp.send("POST", body, [MCPWire.accept] + type).status == 415, "\(type)")
            }
            let charset = ["Content-Type: application/json; charset=utf-8", MCPWire.accept]
            #expect(try await server.mcp.send("POST", body, charset).status == 200)
        }
    }

    @Test func `only a subscription needs a stream`() async throws {
        try await TestServer.run { server async throws in
            let (message, headers) = MCPWire.modern("subscriptions/listen", ["notifications": [:]])
            for accept in ["application/json", "application/*", "application/json, text/event-stream;q=0"] {
                let reply = try await server.mcp.send(
                    "POST", message.text, ["Accept: \(accept)", Self.json] + headers)
                #expect(reply.status == 406 && reply.rpcCode == -32600, "\(accept)")
            }
        }
    }

    @Test func `what is no message`() async throws {
        try await TestServer.run { server async throws in
            let rows: [(String, Int)] = [
                ("", -32700), ("{", -32700), ("nul", -32700), ("{\"a\":1,\"a\":2}", -32700), ("\u{FEFF}{}", -32700),
                (String(repeating: "[", count: 5000), -32700), ("[]", -32600),
                (#"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"ping"}]"#, -32600),
                (#"{"jsonrpc":"2.0","id":1,"result":{}}"#, -32600),
                (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
                ("null", -32600), ("{}", -32600), ("42", -32600),
            ]
            for (body, code) in rows {
                for headers in [[], ["MCP-Protocol-Version: 2026-07-28"], ["MCP-Protocol-Version: 2025-06-18"]] {
                    let reply = try await server.mcp.send("POST", body, [MCPWire.accept, Self.json] + headers)
                    #expect(reply.status == 400, "\(body.prefix(60))")
                    #expect(reply.rpcCode == code, "\(body.prefix(60)): \(reply.body)")
                    #expect(reply.json?["jsonrpc"] == "2.0")
                    #expect(reply.json?["id"] != nil)
                }
            }
            let broken = ByteBuffer(
                bytes: Array(#"{"jsonrpc":"2.0","id":1,"method":""#.utf8) + [0xFF, 0xFE] + Array("\"}".utf8))
            let headers = [MCPWire.accept, Self.json, "Authorization: Bearer \(server.claude)"]
            let reply = try await server.send("POST", "/mcp", headers, body: broken)
            #expect(reply.status == 400 && reply.rpcCode == -32700)
        }
    }

    @Test func `a body of 5 MB is refused, and the server is unharmed`() async throws {
        try await TestServer.run { server async throws in
            let title = String(repeating: "x", count: 5_000_000)
            let message = MCPWire.modern("tools/call", ["name": "create_task", "arguments": ["title": .string(title)]])
            let refused = try await server.mcp.post(message)
            #expect(refused.status == 413 && refused.rpcCode == -32600)
            #expect(refused.json?["error"]?["message"] == "The body is larger than 1048576 bytes")
            #expect(try await server.call("GET", "/api/tasks").json == [])
            #expect(try await server.mcp.post(Self.messages[0]).status == 200)
        }
    }

    /// What was begun ends whole, whoever still listens.
    @Test func `a client that dies in mid-call leaves no half of it`() async throws {
        try await TestServer.run { server async throws in
            let message = MCPWire.modern("tools/call", ["name": "create_task", "arguments": ["title": "x"]])
            let body = message.0.text
            let head =
                (["POST /mcp HTTP/1.1", "Host: x", MCPWire.accept, Self.json, "Authorization: Bearer \(server.claude)"]
                + message.headers + ["Content-Length: \(body.utf8.count)"]).joined(separator: "\r\n") + "\r\n\r\n"
            for cut in [head.utf8.count / 2, head.utf8.count, head.utf8.count + body.utf8.count / 2] {
                let channel = try await Wire.connect(server.port)
                try await channel.executeThenClose { _, outbound in
                    try await outbound.write(ByteBuffer(bytes: (head + body).utf8.prefix(cut)))
                }
            }
            for _ in 0..<20 {
                let channel = try await Wire.connect(server.port)
                try await channel.executeThenClose { _, outbound in
                    try await outbound.write(ByteBuffer(string: head + body))
                }
            }
            // Each of the twenty is there with its audit row, or is not there; of the cut ones none is.
            try await Task.sleep(for: .milliseconds(500))
            let tasks = try await server.call("GET", "/api/tasks?limit=100").json?.arrayValue ?? []
            #expect(tasks.count <= 20)
            let audit = try await server.call("GET", "/api/audit?action=created&limit=100").json?.arrayValue ?? []
            #expect(audit.filter { $0["entity_type"] == "task" }.count == tasks.count)
            #expect(try await server.mcp.post(Self.messages[0]).status == 200)
        }
    }
}
