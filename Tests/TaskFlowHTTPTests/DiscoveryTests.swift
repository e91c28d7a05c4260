import TaskFlowHTTP
import TaskFlowSchema
import Testing

/// What OAuth clients learn from the server: metadata (RFC 9728) and challenges (RFC 6750).
@Suite struct DiscoveryTests {
    private static let root = "http://tasks.test:8000/.well-known/oauth-protected-resource"

    private func run(_ body: @Sendable (TestServer) async throws -> Void) async throws {
        try await TestServer.run({ $0.authorizationServers = ["https://sso.test"] }, body)
    }

    @Test(arguments: ["", "/mcp"])
    func metadata(suffix: String) async throws {
        try await run { server async throws in
            let reply = try await server.call("GET", "/.well-known/oauth-protected-resource\(suffix)", key: "")
            #expect(reply.status == 200 && reply["content-type"] == "application/json")
            #expect(reply.json?["resource"] == .string("http://tasks.test:8000\(suffix)"))
            #expect(reply.json?["authorization_servers"] == ["https://sso.test"])
            let scopes: JSON = ["tasks:read", "tasks:write", "projects:write", "workers:write", "audit:read"]
            #expect(reply.json?["scopes_supported"] == scopes)
            #expect(reply.json?["bearer_methods_supported"] == ["header"])
            #expect(reply.json?["resource_name"] == "TaskFlow")
            #expect(reply.json?["resource_documentation"] == "http://tasks.test:8000/docs")
            #expect(reply.json?["taskflow_client_id"] == "taskflow-cli")
        }
    }

    @Test func `with local sign-in there are no metadata`() async throws {
        try await TestServer.run { server async throws in
            for suffix in ["", "/mcp"] {
                let path = "/.well-known/oauth-protected-resource\(suffix)"
                #expect(try await server.call("GET", path, key: "").status == 404)
            }
        }
    }

    @Test func `a 401 says where the metadata are`() async throws {
        try await run { server async throws in
            let none = try await server.call("GET", "/api/me", key: "")
            #expect(none["www-authenticate"] == #"Bearer resource_metadata="\#(Self.root)", scope="tasks:read""#)
            let bad = try await server.call("GET", "/api/me", key: "x")
            let expected = #"Bearer error="invalid_token", resource_metadata="\#(Self.root)", scope="tasks:read""#
            #expect(bad["www-authenticate"] == expected)
        }
    }

    @Test func `a 403 for a scope says what to ask for, and where`() async throws {
        try await run { server async throws in
            let reply = try await server.call("POST", "/api/tasks", key: server.reader, json: #"{"title":"t"}"#)
            let expected = #"Bearer error="insufficient_scope", scope="tasks:write", resource_metadata="\#(Self.root)""#
            #expect(reply["www-authenticate"] == expected)
        }
    }
}
