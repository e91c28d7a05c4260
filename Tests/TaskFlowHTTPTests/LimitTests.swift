import NIOCore
import TaskFlowHTTP
import TaskFlowSchema
import Testing

@Suite("Limits of a connection", .timeLimit(.minutes(10)))
struct LimitTests {
    @Test("a head that is too large is refused, whether in headers or in the target", arguments: [true, false])
    func largeHead(inTarget: Bool) async throws {
        try await TestServer.run { server in
            let filler = String(repeating: "a", count: 100_000)
            let head =
                inTarget
                ? "GET /\(filler) HTTP/1.1\r\nHost: x\r\n\r\n" : "GET / HTTP/1.1\r\nHost: x\r\nX-A: \(filler)\r\n\r\n"
            // In pieces, as it comes over a network.
            let bytes = Array(head.utf8)
            let pieces = stride(from: 0, to: bytes.count, by: 4096).map {
                ByteBuffer(bytes: bytes[$0..<min($0 + 4096, bytes.count)])
            }
            let text = try await Wire.exchange(pieces, port: server.port, pause: .milliseconds(5))
            // What was sent after the refusal may have torn the connection before the answer was read.
            #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 431") || text.hasPrefix("HTTP/1.1 400"))
            #expect(try await server.send("GET", "/health").status == 200)
        }
    }

    @Test("many small requests on one connection are no large head, and large bodies neither")
    func keepAlive() async throws {
        try await TestServer.run { server in
            let get = "GET /health HTTP/1.1\r\nHost: x\r\nX-A: \(String(repeating: "a", count: 8000))\r\n\r\n"
            let body = #"{"title":"t"}"# + String(repeating: " ", count: 200_000)
            let post =
                "POST /api/tasks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer \(server.ada)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            let last = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let pieces = [get, get, get, get, get, get, post, get, post, last].map { ByteBuffer(string: $0) }
            let text = try await Wire.exchange(pieces, port: server.port, pause: .milliseconds(20))
            #expect(text.components(of: "HTTP/1.1 200") == 8)
            #expect(text.components(of: "HTTP/1.1 201") == 2)
        }
    }

    @Test("a connection without a request, or with a head that does not end, is closed")
    func idle() async throws {
        try await TestServer.run({ $0.limits.idleSeconds = 1 }) { server async throws in
            #expect(try await Wire.secondsUntilClosed([], port: server.port) < 10)
            let trickle = "GET /health HTTP/1.1\r\nHost: x\r\n".map { ByteBuffer(string: String($0)) }
            #expect(try await Wire.secondsUntilClosed(trickle, port: server.port, pause: .milliseconds(100)) < 20)
        }
    }

    @Test("a body that does not come is not waited for")
    func slowBody() async throws {
        try await TestServer.run({ $0.limits.bodySeconds = 1 }) { server async throws in
            let head = """
                POST /api/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(server.ada)\r\nContent-Length: 1000\r
                Content-Type: application/json\r\n\r\n{"title":"t"}
                """
            let trickle = Array(repeating: ByteBuffer(string: " "), count: 40)
            let pieces = [ByteBuffer(string: head)] + trickle
            #expect(try await Wire.secondsUntilClosed(pieces, port: server.port, pause: .milliseconds(100)) < 20)
            #expect(try await server.call("GET", "/api/tasks").json == [])
        }
    }

    @Test("a client that never reads is cut off")
    func neverReads() async throws {
        try await TestServer.run({ $0.limits.stallSeconds = 1 }) { server in
            let channel = try await Wire.connect(server.port)
            try await channel.executeThenClose { _, outbound in
                try await channel.channel.setOption(.autoRead, value: false).get()
                let request = ByteBuffer(string: "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n")
                await #expect(throws: (any Error).self) {
                    while true {
                        try await outbound.write(contentsOf: Array(repeating: request, count: 100))
                        try await Task.sleep(for: .milliseconds(20))
                    }
                }
            }
            #expect(try await server.send("GET", "/health").status == 200)
        }
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func components(of text: String) -> Int {
        split(separator: text, omittingEmptySubsequences: false).count - 1
    }
}
