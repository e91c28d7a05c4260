import Foundation
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// A browser that signs in at an SSO of the tests' own, by the built program.
@Suite(.timeLimit(.minutes(5))) struct WebSignInTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    /// A server beside an SSO, and a browser that has been nowhere.
    private func with(
        _ provider: TestProvider, _ body: @escaping @Sendable (TestBrowser, RunningProgram) async throws -> Void
    ) async throws {
        let home = folder.url
        try await provider.serving {
            let program = Program(home: home, environment: ["AUTH_SERVER_URL": provider.address])
            let port = try await FreePort.find()
            try await program.serving(["--port", "\(port)"]) { server async throws in
                let browser = TestBrowser(server: "http://127.0.0.1:\(port)", provider: provider)
                try await browser.waitUntilReady()
                try await body(browser, server)
            }
        }
    }

    @Test func `a person signs in, lands on the page that was wanted, and signs out`() async throws {
        let provider = try TestProvider(claims: ["role": "admin", "name": "Ada", "email": "ada@example.com"])
        try await with(provider) { browser, server in
            #expect(try await browser.get("/api/sign-in").json == ["local": false, "sso": true])
            let begun = try await browser.get("/auth/login?next=/tasks/7%3Ftab=timeline")
            let kept = try #require(begun.cookies.first)
            #expect(begun.status == 302 && begun.location.hasPrefix(provider.address + "/authorize?"))
            for part in ["; HttpOnly", "; SameSite=Lax", "; Max-Age=600"] { #expect(kept.contains(part)) }
            let done = try await browser.follow(begun)
            #expect(done.status == 200)
            #expect(done.body.contains(#"content="0; url=/tasks/7?tab=timeline""#))
            #expect(done.header("content-security-policy").hasPrefix("default-src 'none'"))
            #expect(done.header("cache-control") == "no-store" && done.header("referrer-policy") == "no-referrer")
            let session = try #require(done.cookies.first { $0.hasPrefix("taskflow_session_") })
            #expect(session.contains("; SameSite=Strict") && session.contains("; HttpOnly"))
            #expect(done.cookies.contains { $0.hasPrefix("taskflow_sign_in_") && $0.contains("Max-Age=0") })
            let me = try await browser.get("/api/me").json
            #expect(me?["worker"]?["id"] == "ada-1" && me?["role"] == "admin" && me?["credential"] == "session")
            #expect(me?["scopes"]?.arrayValue?.count == 5)
            // The id_token is good at the callback, and nowhere else.
            let token = try #require(provider.lastToken)
            #expect(try await browser.get("/api/me", bearer: token).status == 401)
            #expect(try await browser.trade(token).status == 401)
            // The same answer once more: the browser has forgotten the sign-in.
            #expect(try await browser.get(browser.lastCallback).location == "/sign-in?error=state")
            #expect(try await browser.get("/api/me").status == 200)
            #expect(!server.error.contains("code-") && !server.error.contains(token))
        }
    }

    @Test(arguments: [
        (TestProvider.Fault.denied, "denied"), (.tokenIsDown, "unreachable"), (.unknownClient, "setup"),
        (.otherNonce, "refused"), (.unsigned, "refused"), (.expired, "refused"),
    ])
    func `what goes wrong is told on the sign-in page`(_ fault: TestProvider.Fault, _ word: String) async throws {
        let provider = try TestProvider()
        try await with(provider) { browser, server in
            provider.behave(fault)
            let done = try await browser.follow(try await browser.get("/auth/login?next=/list"))
            #expect(done.status == 302 && done.location == "/sign-in?error=\(word)&next=%2Flist")
            #expect(!done.cookies.contains { $0.hasPrefix("taskflow_session_") })
            #expect(try await browser.get("/api/me").status == 401)
            provider.behave(.none)
            #expect(try await browser.follow(try await browser.get("/auth/login")).status == 200)
            #expect(!server.error.contains("eyJ"))
        }
    }

    @Test func `nobody is signed in as another, sent elsewhere, or thrown out`() async throws {
        let provider = try TestProvider()
        try await with(provider) { browser, _ in
            // An answer that somebody else's browser was to get.
            let (mine, theirs) = (
                try await browser.get("/auth/login"),
                try await TestBrowser(server: browser.server, provider: provider).get("/auth/login")
            )
            let foreign = try await browser.follow(theirs)
            #expect(foreign.location == "/sign-in?error=state" && foreign.cookies.isEmpty)
            #expect(provider.count("/token") == 0)
            // The sign-in that was under way goes on.
            #expect(try await browser.follow(mine).status == 200)
            for next in ["//evil.test", "https://evil.test", "/%5Cevil.test", "/%22%3E%3Cscript%3E", "/a&next=/b"] {
                let done = try await browser.follow(try await browser.get("/auth/login?next=\(next)"))
                #expect(done.body.contains(#"content="0; url=/""#), "\(next)")
            }
            for query in ["", "?code=x", "?state=x&code=x", "?error=access_denied", "?state=&code=&error="] {
                #expect(try await browser.get("/auth/callback" + query).location == "/sign-in?error=state")
            }
            #expect(try await browser.get("/api/me").status == 200)
        }
    }

    @Test func `tokens that are not good are counted, and too many are refused`() async throws {
        let provider = try TestProvider(claims: ["role": "admin"])
        try await with(provider) { browser, _ in
            provider.behave(.otherNonce)
            var last = 0
            for _ in 0...30 where last != 429 {
                last = try await browser.follow(try await browser.get("/auth/login")).status
            }
            #expect(last == 429)
        }
    }

    @Test func `while the SSO is away nobody hangs, and afterwards it works`() async throws {
        let provider = try TestProvider()
        try await with(provider) { browser, _ in
            provider.behave(.discoveryIsDown)
            #expect(try await browser.get("/auth/login?next=/x").location == "/sign-in?error=unreachable&next=%2Fx")
            provider.behave(.none)
            // Nobody asks again within five seconds; how long it takes is not the point.
            for _ in 0..<100 {
                let begun = try await browser.get("/auth/login")
                if begun.location.hasPrefix(provider.address) { return }
                try await Task.sleep(for: .milliseconds(200))
            }
            Issue.record("the SSO was not asked again")
        }
    }
}
