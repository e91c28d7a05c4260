import TaskFlowHTTP
import TaskFlowOperations
import TaskFlowSchema
import Testing

/// Calls per actor, as they are told over HTTP.
@Suite struct RateLimitTests {
    @Test func `answers tell what is left, and one call too many is 429`() async throws {
        try await TestServer.run(limiter: CallLimiter(callsPerMinute: 4)) { server async throws in
            let first = try await server.call("POST", "/api/tasks", json: #"{"title":"One"}"#)
            #expect(first.status == 201)
            #expect(first["ratelimit-policy"] == "\"default\";q=4;w=60")
            #expect(first["ratelimit"] == "\"default\";r=3;t=60")
            #expect(try await server.call("GET", "/api/tasks/99")["ratelimit"]?.hasPrefix("\"default\";r=2;t=") == true)
            let invalid = try await server.call("POST", "/api/tasks", json: "{}")
            #expect(invalid.status == 422 && invalid["ratelimit"]?.hasPrefix("\"default\";r=1;t=") == true)
            let same = try await server.call("GET", "/api/tasks/1", headers: ["If-None-Match: *"])
            #expect(same.status == 304 && same["ratelimit"]?.hasPrefix("\"default\";r=0;t=") == true)
            let refused = try await server.call("POST", "/api/tasks", json: #"{"title":"Two"}"#)
            #expect(refused.status == 429 && refused.json?["code"] == "rate_limited")
            #expect(refused["ratelimit"]?.hasPrefix("\"default\";r=0;t=") == true)
            #expect((1...60).contains(Int(refused["retry-after"] ?? "") ?? 0))
            #expect(refused["www-authenticate"] == nil)
        }
    }

    @Test func `a refused call changes nothing, and others go on`() async throws {
        try await TestServer.run(limiter: CallLimiter(callsPerMinute: 1)) { server async throws in
            #expect(try await server.call("GET", "/api/me").status == 200)
            for body in [#"{"title":"Two"}"#, "{}", "nonsense"] {
                #expect(try await server.call("POST", "/api/tasks", json: body).status == 429)
            }
            #expect(try await server.call("GET", "/api/tasks", key: server.claude).json == [])
            // Another key of the same worker is the same actor.
            #expect(try await server.call("GET", "/api/tasks", key: server.reader).status == 429)
        }
    }

    @Test func `problem details tell it too`() async throws {
        try await TestServer.run(limiter: CallLimiter(callsPerMinute: 1)) { server async throws in
            let accept = ["Accept: application/problem+json"]
            _ = try await server.call("GET", "/api/me")
            let reply = try await server.call("GET", "/api/me", headers: accept)
            #expect(reply["content-type"] == "application/problem+json")
            #expect(reply.json?["status"] == 429 && reply.json?["code"] == "rate_limited")
        }
    }

    @Test func `without a limit nothing is told, and what is not authenticated is never counted`() async throws {
        try await TestServer.run { server async throws in
            #expect(try await server.call("GET", "/api/me")["ratelimit"] == nil)
        }
        try await TestServer.run(limiter: CallLimiter(callsPerMinute: 1)) { server async throws in
            for path in ["/health", "/api/me", "/nothing"] {
                let reply = try await server.call("GET", path, key: "")
                #expect(reply["ratelimit"] == nil && reply["ratelimit-policy"] == nil)
            }
            #expect(try await server.call("GET", "/api/me").status == 200)
        }
    }

    @Test func `the document describes 429 and its headers on every operation`() async throws {
        try await TestServer.run { server async throws in
            let paths = try await server.call("GET", "/openapi.json", key: "").json?["paths"]?.objectValue
            for operation in Operations.all {
                let method = operation.spec.route.method.rawValue.lowercased()
                let response = paths?[operation.spec.route.path]?[method]?["responses"]?["429"]
                let headers = response?["headers"]?.objectValue?.members.map(\.name)
                #expect(headers == ["Retry-After", "RateLimit", "RateLimit-Policy"], "\(operation.spec.name)")
            }
        }
    }
}
