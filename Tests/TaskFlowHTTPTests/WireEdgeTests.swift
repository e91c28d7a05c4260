import NIOCore
import TaskFlowHTTP
import TaskFlowSchema
import Testing

/// What stands in a request's head that two programs could read differently.
@Suite("Edges of a request's head", .timeLimit(.minutes(10)))
struct WireEdgeTests {
    private func ask(_ server: TestServer, _ lines: String...) async throws -> Reply {
        try await server.raw((lines + ["Connection: close", "", ""]).joined(separator: "\r\n"))
    }

    @Test("two Host lines are one too many, alike or not", arguments: [false, true])
    func twoHosts(isLocal: Bool) async throws {
        try await TestServer.run({ $0.checksLocalHost = isLocal }) { server async throws in
            for second in ["localhost", "evil.test", ""] {
                let reply = try await ask(server, "GET /health HTTP/1.1", "Host: localhost", "Host: \(second)")
                #expect(reply.status == 400, "\(second)")
                #expect(reply.json?["error"] == "The request names more than one host")
            }
        }
    }

    @Test(
        "a Host that is no host and port is refused, before anyone reads one of its parts",
        arguments: [
            "localhost:80@evil", "localhost:80@evil:80", "user@localhost", "localhost:", "a b", "localhost:1:2",
            "localhost:x",
            "localhost/x", "localhost?x", "localhost#x", "localhost,evil", "[::1", "[::1]x", "[]", ":80", "",
            "localhost:123456",
        ])
    func strangeHost(host: String) async throws {
        for isLocal in [false, true] {
            try await TestServer.run({ $0.checksLocalHost = isLocal }) { server async throws in
                let reply = try await ask(server, "GET /health HTTP/1.1", "Host: \(host)")
                // An empty port is a port (RFC 3986).
                #expect(reply.status == (host == "localhost:" ? 200 : 400), "\(host)")
            }
        }
    }

    @Test("HTTP/1.1 needs a Host, HTTP/1.0 does not")
    func noHost() async throws {
        try await TestServer.run { server async throws in
            #expect(try await ask(server, "GET /health HTTP/1.1").status == 400)
            #expect(try await ask(server, "GET /health HTTP/1.0").status == 200)
        }
    }

    @Test("an absolute target is a path of the host that it names, and of no other", arguments: [false, true])
    func absoluteTarget(isLocal: Bool) async throws {
        try await TestServer.run({ $0.checksLocalHost = isLocal }) { server async throws in
            for (target, status) in [
                ("http://localhost:80/health", 200), ("HTTP://LOCALHOST:80/health?x=1", 200),
                ("http://evil.test/health", 400),
                ("http://localhost:80@evil/health", 400), ("http://evil@localhost:80/health", 400),
                ("http:///health", 400),
                ("file://localhost:80/health", 400), ("foo:/health", 400), ("localhost:80/health", 400),
                ("health", 400),
                ("http://localhost:80", 404), ("*", 400),
            ] {
                let reply = try await ask(server, "GET \(target) HTTP/1.1", "Host: localhost:80")
                // Without a path it is the page at the root, if there is one.
                #expect(reply.status == status || (status == 404 && reply.status == 200), "\(target)")
            }
        }
    }

    @Test("pages of strange origins do not pass where this machine's pages do")
    func strangeOrigin() async throws {
        try await TestServer.run({ $0.checksLocalHost = true }) { server async throws in
            for (origin, isOurs) in [
                ("http://localhost:1", true), ("http://127.0.0.1:5173", true), ("http://[::1]:9", true),
                ("http://localhost:1@evil.example", false), ("file://localhost", false),
                ("http://localhost.evil.test", false),
                ("ftp://localhost", false), ("http://evil@localhost", false), ("localhost", false), ("null", false),
                ("http://localhost:1/", false), ("http://localhost/..", false),
                ("http://localhost http://evil.test", false),
            ] {
                let headers = ["Host: localhost:8123", "Origin: \(origin)"]
                let mcp = try await server.call(
                    "POST", "/mcp", json: #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
                    headers: headers + ["Accept: application/json, text/event-stream"])
                #expect((mcp.status == 403) == !isOurs, "/mcp \(origin)")
                let rest = try await server.call("POST", "/api/tasks", json: #"{"title":"t"}"#, headers: headers)
                #expect(rest.status == (isOurs ? 201 : 403), "/api/tasks \(origin)")
            }
        }
    }

    @Test("a client that waits with its body is told to go on, once and before the body is read")
    func expectContinue() async throws {
        try await TestServer.run { server async throws in
            let body = #"{"title":"t"}"#
            let head = """
                POST /api/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(server.ada)\r\nContent-Type: application/json\r
                Content-Length: \(body.utf8.count)\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n
                """
            let text = try await Wire.conversation(
                head, body, after: "HTTP/1.1 100 Continue\r\n\r\n", port: server.port)
            #expect(text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n"))
            #expect(try await server.call("GET", "/api/tasks").json?.arrayValue?.count == 1)
        }
    }

    @Test("whoever is refused for what the head says is not asked for the body")
    func refusedExpectation() async throws {
        try await TestServer.run { server async throws in
            for (lines, status) in [
                (["Content-Length: 13"], 401),
                (["Content-Length: 9999999", "Authorization: Bearer \(server.ada)"], 413),
            ] {
                let reply = try await server.raw(
                    (["POST /api/tasks HTTP/1.1", "Host: x", "Expect: 100-continue", "Connection: close"] + lines + [
                        "", "",
                    ])
                    .joined(separator: "\r\n"))
                #expect(reply.status == status)
            }
        }
    }

    @Test("an expectation that nobody knows is 417; HTTP/1.0 knows none")
    func otherExpectation() async throws {
        try await TestServer.run { server async throws in
            #expect(try await ask(server, "GET /health HTTP/1.1", "Host: x", "Expect: the-impossible").status == 417)
            #expect(try await ask(server, "GET /health HTTP/1.0", "Expect: the-impossible").status == 200)
        }
    }
}
