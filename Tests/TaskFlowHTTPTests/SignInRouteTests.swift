import TaskFlowHTTP
import TaskFlowREST
import TaskFlowSchema
import Testing

@Suite("Signing in: links and ways")
struct SignInRouteTests {
    @Test("a link is made of the public address, and signs in whoever opens it")
    func link() async throws {
        try await TestServer.run({ $0.publicURL = "https://tasks.test/board" }) { server in
            let made = try await server.call("POST", "/api/me/link")
            let url = try #require(made.json?["url"]?.stringValue)
            #expect(made.status == 200 && url.hasPrefix("https://tasks.test/board/#login="))
            #expect(made["cache-control"] == "no-store")
            let code = try #require(url.split(separator: "=").last)
            let opened = try await server.call("POST", "/api/session", key: "", json: #"{"code":"\#(code)"}"#)
            #expect(opened.status == 204)
            #expect(!server.logs.all.contains { "\($0)".contains(code) })
        }
    }

    @Test("where no port was chosen, a link has the one that was taken")
    func freePort() async throws {
        try await TestServer.run({ $0.publicURL = "http://127.0.0.1:0" }) { server in
            let made = try await server.call("POST", "/api/workers/@grace/invitation")
            #expect(made.json?["url"]?.stringValue?.hasPrefix("http://127.0.0.1:\(server.port)/#login=") == true)
            let agents = try await server.call("POST", "/api/workers/@grace/invitation", key: server.claude)
            #expect(agents.status == 403)
        }
    }

    @Test("a browser that signs in anew leaves no session behind")
    func anew() async throws {
        try await TestServer.run { server in
            let first = try await server.signIn()
            let again = try await server.call(
                "POST", "/api/session", key: "", json: #"{"key":"\#(server.ada)"}"#,
                headers: ["Cookie: \(first)", "Origin: http://tasks.test:8000"])
            #expect(again.status == 204)
            #expect(try await server.send("GET", "/api/me", ["Cookie: \(first)"]).status == 401)
            let second = try #require(again["set-cookie"]).prefix { $0 != ";" }
            #expect(try await server.send("GET", "/api/me", ["Cookie: \(second)"]).status == 200)
        }
    }

    @Test("a used link leaves a browser signed in that is")
    func used() async throws {
        try await TestServer.run { server in
            let made = try await server.call("POST", "/api/me/link")
            let code = try #require(made.json?["url"]?.stringValue?.split(separator: "=").last)
            let body = #"{"code":"\#(code)"}"#
            let opened = try await server.call("POST", "/api/session", key: "", json: body)
            let cookie = try #require(opened["set-cookie"]).prefix { $0 != ";" }
            let again = try await server.call(
                "POST", "/api/session", key: "", json: body,
                headers: ["Cookie: \(cookie)", "Origin: http://tasks.test:8000"])
            #expect(again.status == 401 && again["set-cookie"] == nil)
            #expect(try await server.send("GET", "/api/me", ["Cookie: \(cookie)"]).status == 200)
        }
    }

    @Test("a page that signs in asks which ways there are, without a credential")
    func ways() async throws {
        try await TestServer.run { server in
            let reply = try await server.send("GET", "/api/sign-in")
            #expect(reply.status == 200 && reply.json == ["local": true, "sso": false])
            #expect(try await server.send("GET", "/auth/login").status == 404)
            #expect(try await server.send("GET", "/auth/callback?code=x&state=y").status == 404)
        }
    }

    @Test(
        "only a path of this server is gone on to",
        arguments: [
            ("/", "/"), ("/tasks/7?tab=timeline&x=%2F", "/tasks/7?tab=timeline&x=%2F"), ("/list#a", "/list#a"),
            ("", "/"), ("tasks", "/"), ("//evil.test", "/"), ("///evil.test", "/"), ("/\\evil.test", "/"),
            ("\\\\evil.test", "/"), ("/a\\b", "/"), ("https://evil.test", "/"), ("javascript:alert(1)", "/"),
            ("/\t/evil.test", "/"), ("/\n/evil.test", "/"), (" /x", "/"), ("/x y", "/"), ("/\"><script>", "/"),
            ("/ü", "/"), ("/sign-in", "/"), ("/sign-in?next=/sign-in", "/"), ("/auth/login?next=/", "/"),
            ("/api/tasks", "/"), ("/signing", "/signing"),
        ])
    func wanted(next: String, path: String) { #expect(WantedPage(next).path == path) }

    @Test("a path that no cookie would hold is not remembered")
    func long() {
        #expect(WantedPage("/" + String(repeating: "a", count: 1_999)).path.count == 2_000)
        #expect(WantedPage("/" + String(repeating: "a", count: 2_000)).path == "/")
        #expect(WantedPage(nil).path == "/")
    }
}
