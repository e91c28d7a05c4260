import Foundation
import Testing

@testable import TaskFlowHTTP

@Suite("Headers of every answer")
struct HeaderTests {
    @Test("a sane request id is kept, another is replaced")
    func requestID() async throws {
        try await TestServer.run { server in
            #expect(try await server.send("GET", "/health", ["X-Request-ID: a/B+9_=-"])["x-request-id"] == "a/B+9_=-")
            let long = String(repeating: "a", count: 129)
            for bad in ["with space", "ä", "a;b", long, ""] {
                let id = try #require(try await server.send("GET", "/health", ["X-Request-ID: \(bad)"])["x-request-id"])
                #expect(id != bad && !id.isEmpty)
            }
        }
    }

    @Test(
        "every answer says once when it was made and how long it is",
        arguments: [
            ("GET", "/health"), ("HEAD", "/health"), ("GET", "/api/me"), ("GET", "/nothing"), ("DELETE", "/health"),
        ])
    func dateAndLength(method: String, path: String) async throws {
        try await TestServer.run { server in
            let before = time(nil)
            let reply = try await server.send(method, path)
            let seconds = before...max(before, time(nil))
            #expect(reply.values("date").count == 1)
            #expect(seconds.contains { DateField.text($0) == reply["date"] }, "\(reply["date"] ?? "none")")
            #expect(reply.values("content-length").count == 1)
            #expect(method == "HEAD" || reply["content-length"] == String(reply.body.utf8.count))
        }
    }

    @Test(
        "a date is that of RFC 9110",
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (1_709_164_799, "Wed, 28 Feb 2024 23:59:59 GMT"), (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
        ])
    func date(second: Int, text: String) { #expect(DateField.text(second) == text) }

    @Test(
        "security headers stand on every answer",
        arguments: ["/health", "/api/me", "/nothing", "/docs", "/openapi.json"])
    func security(path: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.send("GET", path)
            #expect(reply["x-content-type-options"] == "nosniff")
            #expect(reply["referrer-policy"] == "no-referrer")
            #expect(reply["x-frame-options"] == "DENY")
            #expect(reply.values("vary") == ["Origin"])
            #expect(reply.values("cache-control").count == 1)
            #expect(reply.values("content-type").count == 1)
        }
    }

    @Test(
        "an allowed origin may read the answer, with credentials",
        arguments: ["http://localhost:3000", "http://tasks.test:8000"])
    func allowedOrigin(origin: String) async throws {
        try await TestServer.run { server in
            for path in ["/api/tasks", "/api/tasks/9", "/nothing"] {
                let reply = try await server.call("GET", path, headers: ["Origin: \(origin)"])
                #expect(reply["access-control-allow-origin"] == origin)
                #expect(reply["access-control-allow-credentials"] == "true")
                let exposed =
                    "ETag, Link, Location, X-Request-ID, X-Total-Count, Retry-After, RateLimit, Idempotent-Replayed"
                #expect(reply["access-control-expose-headers"] == exposed)
            }
        }
    }

    @Test(
        "another origin gets no word of it",
        arguments: ["http://localhost:3001", "http://localhost", "https://localhost:3000", "null"])
    func otherOrigin(origin: String) async throws {
        try await TestServer.run { server in
            let ask = ["Origin: \(origin)", "Access-Control-Request-Method: PATCH"]
            for reply in [
                try await server.call("GET", "/api/tasks", headers: ["Origin: \(origin)"]),
                try await server.send("OPTIONS", "/api/tasks/1", ask),
            ] {
                #expect(!reply.headers.contains { $0.name.hasPrefix("access-control") })
            }
        }
    }

    @Test("a preflight is answered without a credential")
    func preflight() async throws {
        try await TestServer.run { server in
            let ask = ["Origin: http://localhost:3000", "Access-Control-Request-Method: PATCH"]
            let reply = try await server.send("OPTIONS", "/api/tasks/1", ask)
            #expect(reply.status == 204)
            #expect(reply["access-control-allow-methods"] == "GET, PATCH, DELETE, HEAD, OPTIONS")
            #expect(reply["access-control-allow-headers"]?.contains("If-Match") == true)
            #expect(reply["access-control-max-age"] == "600")
            #expect(reply["access-control-allow-credentials"] == "true")
        }
    }
}
