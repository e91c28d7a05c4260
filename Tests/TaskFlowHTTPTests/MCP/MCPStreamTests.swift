import NIOCore
import ServiceLifecycle
import TaskFlowHTTP
import TaskFlowSchema
import Testing

/// `subscriptions/listen` on the wire.
@Suite(.timeLimit(.minutes(10))) struct MCPStreamTests {
    static func listen(_ uris: JSON, id: JSON = 1) -> (JSON, headers: [String]) {
        MCPWire.modern("subscriptions/listen", ["notifications": ["resourceSubscriptions": uris]], id: id)
    }

    @Test func `the acknowledgement comes first, then news, as server-sent events`() async throws {
        try await TestServer.run { server in
            let id = try await server.task()
            try await EventReader.run(server, Self.listen([.string("taskflow://tasks/\(id)")], id: "s")) { reader in
                let head = try await reader.head()
                #expect(head.hasPrefix("HTTP/1.1 200"))
                for line in ["Content-Type: text/event-stream", "X-Accel-Buffering: no"] {
                    #expect(head.contains(line))
                }
                #expect(!head.contains("Content-Length"))
                let first = try await reader.event()
                #expect(first["method"] == "notifications/subscriptions/acknowledged")
                #expect(try await server.call("POST", "/api/tasks/\(id)/start").status == 200)
                let second = try await reader.event()
                #expect(second["method"] == "notifications/resources/updated")
                #expect(second["params"]?["uri"] == .string("taskflow://tasks/\(id)"))
                #expect(second["params"]?["_meta"] == ["io.modelcontextprotocol/subscriptionId": "s"])
            }
        }
    }

    @Test func `a quiet stream outlives the idle limit, by comments`() async throws {
        try await TestServer.run({
            $0.limits.idleSeconds = 1
            $0.limits.commentSeconds = 1
        }) { server in
            let id = try await server.task()
            try await EventReader.run(server, Self.listen([.string("taskflow://tasks/\(id)")])) { reader async throws in
                _ = try await reader.event()
                try await Task.sleep(for: .seconds(4))
                #expect(try await server.call("POST", "/api/tasks/\(id)/start").status == 200)
                #expect(try await reader.event()["method"] == "notifications/resources/updated")
                #expect(await reader.comments >= 2)
            }
        }
    }

    @Test func `a shutdown ends the stream with its result`() async throws {
        try await TestServer.run { server in
            try await EventReader.run(server, Self.listen(["taskflow://me"], id: 12)) { reader in
                _ = try await reader.event()
                await server.group.triggerGracefulShutdown()
                let last = try await reader.event()
                #expect(last["id"] == 12)
                #expect(last["result"]?["resultType"] == "complete")
                #expect(last["result"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == 12)
                #expect(try await reader.isAtEnd())
            }
        }
    }

    @Test func `a listener whose key is revoked hears no more`() async throws {
        try await TestServer.run { server in
            let made = try await server.call("POST", "/api/workers/%40ada/keys", json: #"{"name":"short"}"#)
            let key = try #require(made.json?["key"]?.stringValue)
            let number = try #require(made.json?["id"]?.integerValue)
            let id = try await server.task()
            let listen = Self.listen([.string("taskflow://tasks/\(id)")])
            try await EventReader.run(server, listen, key: key) { reader in
                _ = try await reader.event()
                #expect(try await server.call("DELETE", "/api/workers/%40ada/keys/\(number)").status == 204)
                #expect(try await server.call("POST", "/api/tasks/\(id)/start").status == 200)
                #expect(try await reader.event()["result"] != nil)
                #expect(try await reader.isAtEnd())
            }
        }
    }

    @Test func `listeners that hang up leave nothing behind`() async throws {
        try await TestServer.run { server in
            let id = try await server.task()
            // A worker may have a hundred at once: these would be too many, were they not gone.
            for _ in 0..<150 {
                try await EventReader.run(server, Self.listen([.string("taskflow://tasks/\(id)")])) {
                    reader async throws in
                    _ = try await reader.event()
                }
            }
            #expect(try await server.call("POST", "/api/tasks/\(id)/start").status == 200)
            try await EventReader.run(server, Self.listen([.string("taskflow://tasks/\(id)")])) { reader async throws in
                #expect(try await reader.event()["method"] == "notifications/subscriptions/acknowledged")
            }
        }
    }

    @Test func `what is refused has a status, for the stream has not begun`() async throws {
        try await TestServer.run { server in
            let faulty = MCPWire.modern("subscriptions/listen", ["notifications": []])
            let reply = try await server.mcp.post(faulty)
            #expect(reply.status == 400 && reply.rpcCode == -32602)
            var stranger = server.mcp
            stranger.key = ""
            #expect(try await stranger.post(Self.listen([])).status == 401)
            let (message, headers) = Self.listen([])
            let plain = ["Accept: application/json", "Content-Type: application/json"] + headers
            #expect(try await server.mcp.send("POST", message.text, plain).status == 406)
        }
    }
}
