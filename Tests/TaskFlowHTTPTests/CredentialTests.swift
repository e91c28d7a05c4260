import TaskFlowSchema
import Testing

@Suite("Credentials")
struct CredentialTests {
    @Test("no credential is 401, and says how to bring one")
    func none() async throws {
        try await TestServer.run { server in
            let reply = try await server.call("GET", "/api/me", key: "")
            #expect(reply.status == 401)
            #expect(reply["www-authenticate"] == "Bearer")
            #expect(reply.json?["code"] == "unauthenticated")
        }
    }

    @Test(
        "a bad credential is 401, and says that it is bad",
        arguments: ["Bearer x", "Basic YTpi", "Bearer", "", "bearer a b"])
    func bad(authorization: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.send("GET", "/api/me", ["Authorization: \(authorization)"])
            #expect(reply.status == 401)
            #expect(reply["www-authenticate"] == "Bearer error=\"invalid_token\"")
        }
    }

    @Test("the scheme's case does not matter; two headers are one too many")
    func scheme() async throws {
        try await TestServer.run { server async throws in
            #expect(try await server.send("GET", "/api/me", ["Authorization: bEARER \(server.ada)"]).status == 200)
            let twice = Array(repeating: "Authorization: Bearer \(server.ada)", count: 2)
            #expect(try await server.send("GET", "/api/me", twice).status == 401)
        }
    }

    @Test("a missing scope is 403, and names it")
    func scope() async throws {
        try await TestServer.run { server in
            let reply = try await server.call("POST", "/api/tasks", key: server.reader, json: #"{"title":"t"}"#)
            #expect(reply.status == 403)
            #expect(reply.json?["code"] == "insufficient_scope")
            #expect(reply["www-authenticate"] == "Bearer error=\"insufficient_scope\", scope=\"tasks:write\"")
        }
    }

    @Test("a session's cookie reads; to write it needs an Origin of ours")
    func cookie() async throws {
        try await TestServer.run { server in
            let cookie = "Cookie: theme=dark; \(try await server.signIn())"
            #expect(try await server.send("GET", "/api/me", [cookie]).json?["worker"]?["id"] == "@ada")
            for (origin, status) in [
                (nil, 403), ("http://evil.test", 403), ("null", 403), ("http://tasks.test:8000", 201),
                ("http://localhost:3000", 201),
            ] {
                let headers = [cookie] + (origin.map { ["Origin: \($0)"] } ?? [])
                let reply = try await server.call(
                    "POST", "/api/tasks", key: "", json: #"{"title":"t"}"#, headers: headers)
                #expect(reply.status == status, "\(origin ?? "no origin")")
            }
        }
    }

    @Test("the Authorization header goes before the cookie")
    func both() async throws {
        try await TestServer.run { server in
            let cookie = "Cookie: \(try await server.signIn())"
            let me = try await server.call("GET", "/api/me", key: server.claude, headers: [cookie])
            #expect(me.json?["worker"]?["id"] == "@claude")
            #expect(try await server.call("GET", "/api/me", key: "nonsense", headers: [cookie]).status == 401)
        }
    }

    @Test("audit rows tell the door and the request")
    func via() async throws {
        try await TestServer.run { server in
            let cookie = ["Cookie: \(try await server.signIn())", "Origin: http://tasks.test:8000"]
            let body = #"{"title":"t"}"#
            _ = try await server.call("POST", "/api/tasks", json: body, headers: ["X-Request-ID: one"])
            _ = try await server.call("POST", "/api/tasks", json: body, headers: ["X-TaskFlow-Client: cli"])
            _ = try await server.call("POST", "/api/tasks", key: "", json: body, headers: cookie)
            let rows = try await server.call("GET", "/api/audit?entity_type=task").json?.arrayValue
            #expect(rows?.map { $0["via"] } == ["web", "cli", "rest"])
            #expect(rows?.last?["request_id"] == "one")
        }
    }
}
