import TaskFlowDomain
import TaskFlowHTTP
import TaskFlowOperations
import TaskFlowSchema
import Testing

@Suite("Credentials")
struct CredentialTests {
    @Test("no credential is 401, and says how to bring one")
    func none() async throws {
        try await TestServer.run { server async throws in
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
        try await TestServer.run { server async throws in
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
        try await TestServer.run { server async throws in
            let reply = try await server.call("POST", "/api/tasks", key: server.reader, json: #"{"title":"t"}"#)
            #expect(reply.status == 403)
            #expect(reply.json?["code"] == "insufficient_scope")
            #expect(reply["www-authenticate"] == "Bearer error=\"insufficient_scope\", scope=\"tasks:write\"")
        }
    }

    @Test("a session's cookie reads; to write it needs the server's own Origin, or one named on purpose")
    func cookie() async throws {
        for isNamed in [false, true] {
            try await TestServer.run({ $0.sharesCookie = isNamed }) { server async throws in
                let cookie = "Cookie: theme=dark; \(try await server.signIn())"
                #expect(try await server.send("GET", "/api/me", [cookie]).json?["worker"]?["id"] == "@ada")
                for (origin, status) in [
                    (nil, 403), ("http://evil.test", 403), ("null", 403), ("http://tasks.test:8000", 201),
                    ("http://localhost:3000", isNamed ? 201 : 403),
                ] {
                    let headers = [cookie] + (origin.map { ["Origin: \($0)"] } ?? [])
                    let reply = try await server.call(
                        "POST", "/api/tasks", key: "", json: #"{"title":"t"}"#, headers: headers)
                    #expect(reply.status == status, "\(origin ?? "no origin")")
                }
            }
        }
    }

    @Test("what another origin's page reads with the cookie is not answered, with a key of its own it is")
    func reading() async throws {
        for isNamed in [false, true] {
            try await TestServer.run({ $0.sharesCookie = isNamed }) { server async throws in
                let cookie = "Cookie: \(try await server.signIn())"
                for (origin, status) in [
                    ("http://evil.test", 401), ("http://localhost:3000", isNamed ? 200 : 401),
                    ("http://tasks.test:8000", 200),
                ] {
                    let reply = try await server.send("GET", "/api/me", [cookie, "Origin: \(origin)"])
                    #expect(reply.status == status, "\(origin)")
                }
                let keyed = try await server.call("GET", "/api/me", headers: ["Origin: http://localhost:3000"])
                #expect(keyed.status == 200 && keyed["access-control-allow-origin"] == "http://localhost:3000")
            }
        }
    }

    @Test("a page of an origin that was not named on purpose signs no browser in or out")
    func signingIn() async throws {
        try await TestServer.run { server async throws in
            let foreign = ["Origin: http://localhost:3000"]
            let code = try await server.sessions.issueCode(for: .init(trusted: "@ada"))
            let body = #"{"code":"\#(code)"}"#
            let refused = try await server.call("POST", "/api/session", key: "", json: body, headers: foreign)
            #expect(refused.status == 403)
            let cookie = "Cookie: \(try await server.signIn())"
            #expect(try await server.send("DELETE", "/api/session", foreign + [cookie]).status == 403)
            #expect(try await server.send("GET", "/api/me", [cookie]).status == 200)
        }
    }

    @Test("cookies of the same name from elsewhere hide no good one, wherever it stands")
    func manyCookies() async throws {
        try await TestServer.run { server async throws in
            let good = try await server.signIn()
            let strange = [
                "taskflow_session_8000=nonsense", "taskflow_session_8000=" + String(repeating: "A", count: 43),
            ]
            let orders = [[good] + strange, strange + [good], [strange[0], good, strange[1]]]
            for order in orders {
                let joined = "Cookie: " + order.joined(separator: "; ")
                #expect(try await server.send("GET", "/api/me", [joined]).status == 200)
                let lines = order.map { "Cookie: \($0)" }
                #expect(try await server.send("GET", "/api/me", lines).status == 200)
                let own = "Origin: http://tasks.test:8000"
                let json = #"{"title":"t"}"#
                let made = try await server.call("POST", "/api/tasks", key: "", json: json, headers: [joined, own])
                #expect(made.status == 201)
            }
            #expect(
                try await server.send("GET", "/api/me", ["Cookie: " + strange.joined(separator: "; ")]).status == 401)
            let flood = (0..<100).map { "taskflow_session_8000=x\($0)" } + [good]
            #expect(try await server.send("GET", "/api/me", ["Cookie: " + flood.joined(separator: "; ")]).status == 401)
        }
    }

    @Test("signing out ends the good session among several cookies")
    func signingOutOfMany() async throws {
        try await TestServer.run { server async throws in
            let good = try await server.signIn()
            let headers = ["Cookie: taskflow_session_8000=nonsense; \(good)", "Origin: http://tasks.test:8000"]
            #expect(try await server.send("DELETE", "/api/session", headers).status == 204)
            #expect(try await server.send("GET", "/api/me", ["Cookie: \(good)"]).status == 401)
        }
    }

    @Test("the Authorization header goes before the cookie")
    func both() async throws {
        try await TestServer.run { server async throws in
            let cookie = "Cookie: \(try await server.signIn())"
            let me = try await server.call("GET", "/api/me", key: server.claude, headers: [cookie])
            #expect(me.json?["worker"]?["id"] == "@claude")
            #expect(try await server.call("GET", "/api/me", key: "nonsense", headers: [cookie]).status == 401)
        }
    }

    @Test("audit rows tell the door and the request")
    func via() async throws {
        try await TestServer.run { server async throws in
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
