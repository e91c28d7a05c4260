import TaskFlowHTTP
import TaskFlowOperations
import TaskFlowSchema
import Testing

/// Failed sign-ins, counted by client address.
@Suite struct SignInThrottleTests {
    private static let guess = "tfl_" + String(repeating: "x", count: 43)

    @Test func `after 30 failures a minute a client gets 429, and whoever has a valid key is served`() async throws {
        try await TestServer.run { server async throws in
            for _ in 0..<30 { #expect(try await server.call("GET", "/api/me", key: Self.guess).status == 401) }
            let reply = try await server.call("GET", "/api/me", key: Self.guess)
            #expect(reply.status == 429)
            #expect(reply.json?["code"] == "rate_limited")
            #expect(reply["www-authenticate"] == nil)
            #expect((1...60).contains(Int(reply["retry-after"] ?? "") ?? 0))
            #expect(try await server.call("GET", "/api/me").status == 200)
            #expect(try await server.call("GET", "/api/me", key: "").status == 401)
            #expect(try await server.call("GET", "/api/me", key: Self.guess).status == 429)
        }
    }

    @Test func `a call without a credential is no failed sign-in`() async throws {
        try await TestServer.run {
            $0.failedSignInsPerMinute = 2
        } _: { server async throws in
            for _ in 0..<5 { #expect(try await server.call("GET", "/api/me", key: "").status == 401) }
            #expect(try await server.call("GET", "/api/me", key: "x").status == 401)
        }
    }

    @Test func `nothing is asked of an SSO for a client that is held`() async throws {
        try await TestServer.run {
            $0.failedSignInsPerMinute = 2
        } _: { server async throws in
            for _ in 0..<2 { _ = try await server.call("GET", "/api/me", key: Self.guess) }
            #expect(server.credentials.heldCount == 0)
            #expect(try await server.call("GET", "/api/me", key: Self.guess).status == 429)
            #expect(server.credentials.heldCount == 1)
            #expect(try await server.call("GET", "/api/me").status == 200)
        }
    }

    @Test func `guessed codes and session cookies count as well`() async throws {
        try await TestServer.run {
            $0.failedSignInsPerMinute = 2
        } _: { server async throws in
            func open() async throws -> Int {
                try await server.call("POST", "/api/session", key: "", json: #"{"code":"guess"}"#).status
            }
            #expect(try await open() == 401)
            #expect(try await server.send("GET", "/api/me", ["Cookie: taskflow_session_8000=guess"]).status == 401)
            #expect(try await open() == 429)
            _ = try await server.signIn()
        }
    }

    @Test func `behind a trusted proxy each client has failures of its own`() async throws {
        try await TestServer.run {
            $0.failedSignInsPerMinute = 1
            $0.trustedProxies = [AddressRange("127.0.0.0/8"), AddressRange("10.0.0.0/8")].compactMap(\.self)
        } _: { server async throws in
            func fail(_ forwarded: String...) async throws -> Int {
                let fields = forwarded.map { "X-Forwarded-For: \($0)" } + ["Authorization: Bearer x"]
                return try await server.send("GET", "/api/me", fields).status
            }
            #expect(try await fail("192.0.2.1") == 401)
            #expect(try await fail("192.0.2.1") == 429)
            #expect(try await fail("192.0.2.2") == 401)
            #expect(try await fail("6.6.6.6, 192.0.2.1") == 429)
            #expect(try await fail("192.0.2.1", "10.1.2.3") == 429)
            #expect(try await fail("2001:db8::1, 10.1.2.3") == 401)
            #expect(try await fail("2001:db8::ffff") == 429)
            #expect(try await fail("2001:db8:0:1::1") == 401)
        }
    }

    @Test func `without trusted proxies the header counts for nothing`() async throws {
        try await TestServer.run {
            $0.failedSignInsPerMinute = 1
        } _: { server async throws in
            let fields = ["X-Forwarded-For: 192.0.2.1", "Authorization: Bearer x"]
            #expect(try await server.send("GET", "/api/me", fields).status == 401)
            #expect(try await server.send("GET", "/api/me", ["Authorization: Bearer x"]).status == 429)
        }
    }

    @Test func `it can be turned off`() async throws {
        try await TestServer.run {
            $0.failedSignInsPerMinute = 0
        } _: { server async throws in
            for _ in 0..<40 { #expect(try await server.call("GET", "/api/me", key: Self.guess).status == 401) }
        }
    }
}
