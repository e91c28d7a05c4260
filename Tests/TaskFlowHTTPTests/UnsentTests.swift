import NIOCore
import TaskFlowDomain
import TaskFlowHTTP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import Testing

/// Who asks for much and reads nothing gets no more, until it reads; others do not notice.
@Suite("Answers that nobody reads", .timeLimit(.minutes(10)))
struct UnsentTests {
    private static let text = String(repeating: "x", count: 65_536)

    /// Runs a test in which `@ada` has left unread what she may, on connections that the body can close.
    private func whileUnread(
        _ body:
            @escaping @Sendable (TestServer, _ close: @escaping @Sendable () async throws -> Void) async throws -> Void
    ) async throws {
        let unsent = UnsentAnswers(limit: 1 << 20, patience: .milliseconds(200))
        try await TestServer.run(unsent: unsent, { $0.limits.stallSeconds = 600 }) { server async throws in
            for _ in 0..<40 {
                let made = try await server.call(
                    "POST", "/api/tasks", json: #"{"title":"t","description":"\#(Self.text)"}"#)
                #expect(made.status == 201)
            }
            let channel = try await Wire.connect(server.port)
            try await channel.executeThenClose { _, outbound in
                try await channel.channel.setOption(.autoRead, value: false).get()
                // More than what the system keeps for a socket, whatever that is: it comes to a stop.
                let request = ByteBuffer(
                    string:
                        "GET /api/tasks?limit=100 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(server.ada)\r\n\r\n")
                try await outbound.write(contentsOf: Array(repeating: request, count: 40))
                while try await server.call("GET", "/api/me").status == 200 {
                    try await Task.sleep(for: .milliseconds(20))
                }
                try await body(server) { try await channel.channel.close().get() }
            }
        }
    }

    @Test("the actor's next call waits, then is refused with 503, whatever it asks for; nothing of it is done")
    func refused() async throws {
        try await whileUnread { server, _ async throws in
            let reply = try await server.call("GET", "/api/tasks/1")
            #expect(reply.status == 503 && reply["retry-after"] == "5")
            #expect(reply.json?["code"] == "unavailable")
            #expect(reply.json?["error"]?.stringValue?.contains("unread") == true)
            #expect(try await server.call("POST", "/api/tasks", json: #"{"title":"late"}"#).status == 503)
            let rows = try await server.database.read { tx throws(TaskFlowError) in
                try tx.value("SELECT COUNT(*) FROM tasks", as: Int.self)
            }
            #expect(rows == 40)
            let ping = MCPWire.modern("tools/list")
            var mcp = server.mcp
            mcp.key = server.ada
            #expect(try await mcp.post(ping).status == 503)
        }
    }

    @Test("others are served meanwhile")
    func others() async throws {
        try await whileUnread { server, _ async throws in
            #expect(try await server.call("GET", "/api/tasks?limit=100", key: server.claude).status == 200)
            #expect(try await server.send("GET", "/health").status == 200)
        }
    }

    @Test("once the connection is gone, or was read, the actor is served again")
    func servedAgain() async throws {
        try await whileUnread { server, close async throws in
            try await close()
            while try await server.call("GET", "/api/me").status != 200 { try await Task.sleep(for: .milliseconds(20)) }
        }
        // Each of these is larger than the bound leaves room for; read, they leave nothing behind.
        let unsent = UnsentAnswers(limit: 1 << 20, patience: .seconds(60))
        try await TestServer.run(unsent: unsent) { server async throws in
            for _ in 0..<20 {
                let json = #"{"title":"t","description":"\#(Self.text)"}"#
                #expect(try await server.call("POST", "/api/tasks", json: json).status == 201)
            }
            for _ in 0..<5 {
                let page = try await server.call("GET", "/api/tasks?limit=100")
                #expect(page.status == 200 && page.json?.arrayValue?.count == 20)
            }
        }
    }

    /// Of a long answer the last few bytes leave a connection room to be written to, so that nothing waits but the end of it.
    @Test("a client that leaves but the end of an answer unread is cut off too, whatever it asked for meanwhile")
    func endUnread() async throws {
        let unsent = UnsentAnswers(limit: 64 << 10, patience: .milliseconds(1))
        try await TestServer.run(unsent: unsent, { ($0.limits.stallSeconds, $0.limits.idleSeconds) = (3, 3) }) {
            server async throws in
            let text = String(repeating: "x", count: 38_000)
            for _ in 0..<100 {
                let json = #"{"title":"t","description":"\#(text)"}"#
                #expect(try await server.call("POST", "/api/tasks", key: server.claude, json: json).status == 201)
            }
            // The smallest answer that the system does not keep wholly for a socket that nobody reads from.
            var (kept, left) = (1, 101)
            while left - kept > 1 {
                let count = (kept + left) / 2
                if try await Self.leaves(count, server) { left = count } else { kept = count }
            }
            // And a little at a time: newer tasks come first.
            for number in 1...5 {
                let json = #"{"title":"t","description":"\#(text.prefix(8000))"}"#
                #expect(try await server.call("POST", "/api/tasks", key: server.claude, json: json).status == 201)
                if try await Self.leaves(kept + number, server) { break }
            }
        }
    }

    /// Asks for so many tasks and reads nothing; answers whether a part of them was not sent, once that makes nobody wait.
    private static func leaves(_ count: Int, _ server: TestServer) async throws -> Bool {
        let channel = try await Wire.connect(server.port, window: 4096)
        return try await channel.executeThenClose { _, outbound in
            try await channel.channel.setOption(.autoRead, value: false).get()
            let key = "Host: x\r\nAuthorization: Bearer \(server.ada)\r\n\r\n"
            let requests = "GET /api/tasks?limit=\(count) HTTP/1.1\r\n\(key)GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
            try await outbound.write(ByteBuffer(string: requests))
            try await Task.sleep(for: .milliseconds(300))
            var status = try await server.status(of: "/api/me")
            while status == nil { status = try await server.status(of: "/api/me") }
            if status == 200 { return false }
            for _ in 0..<600 where status != 200 {
                try await Task.sleep(for: .milliseconds(50))
                status = try await server.status(of: "/api/me")
            }
            #expect(status == 200, "\(count) tasks are still unread")
            return true
        }
    }
}
