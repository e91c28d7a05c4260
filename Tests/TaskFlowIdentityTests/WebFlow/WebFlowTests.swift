import Logging
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowIdentity

/// Signing in at an SSO on a socket, which does well or badly.
@Suite(.timeLimit(.minutes(5))) struct WebFlowTests {
    private static let redirect = "https://tasks.example/auth/callback"

    /// A flow at a running SSO.
    private func with(
        _ provider: TestProvider, patience: Duration = .seconds(10),
        _ body: @escaping @Sendable (WebFlow) async throws -> Void
    ) async throws {
        try await provider.serving {
            var logger = Logger(label: "keys")
            logger.logLevel = .critical
            let address = provider.address
            let keys = KeySetSource(address: try #require(KeySetAddress(address + "/api/auth/jwks")), logger: logger)
            let issuers = [address, address + "/api/auth"]
            let places = [address + "/api/auth", address].map { $0 + "/.well-known/openid-configuration" }
            let flow = WebFlow(
                WebClient(id: "taskflow-web", redirectURL: Self.redirect, issuers: issuers),
                directory: ProviderDirectory(places: places, issuers: issuers), keys: keys, patience: patience)
            try await withThrowingTaskGroup { group in
                group.addTask { try await keys.run() }
                group.addTask { try await body(flow) }
                try await group.next()
                group.cancelAll()
            }
        }
    }

    /// The answer that a browser is sent back with.
    private static func answer(_ url: String) throws -> WebFlowAnswer {
        let parts = url.split(separator: "?", maxSplits: 1)
        #expect(parts.first.map(String.init) == redirect)
        let sent = try TestProvider.members(of: parts.last ?? "")
        return WebFlowAnswer(code: sent["code"], state: sent["state"], error: sent["error"], issuer: sent["iss"])
    }

    /// A whole sign-in.
    private static func signIn(_ flow: WebFlow, _ provider: TestProvider) async throws(WebFlowFault) -> VerifiedPerson {
        let (page, pending) = try await flow.begin(wanted: "/")
        guard let answer = try? answer(provider.visit(page)) else { throw .setup("the page cannot be visited") }
        return try await flow.person(answer, WebFlow.pending(answer, of: [pending.text]), fetchesKeys: true)
    }

    private static func fault(_ flow: WebFlow, _ provider: TestProvider) async -> String {
        do throws(WebFlowFault) {
            _ = try await signIn(flow, provider)
            return "none"
        } catch {
            return String("\(error)".prefix { $0 != "(" })
        }
    }

    @Test func `a person signs in, and each secret is new`() async throws {
        let provider = try TestProvider(claims: ["role": "admin", "name": "Ada", "email": "ada@example.com"])
        try await with(provider) { flow in
            let person = try await Self.signIn(flow, provider)
            #expect(person.id.rawValue == "ada-1" && person.role == .admin && person.handle.rawValue == "@ada")
            let (first, second) = (try await flow.begin(wanted: "/x"), try await flow.begin(wanted: "/x"))
            let secrets = [first, second].flatMap { [$0.pending.state, $0.pending.nonce, $0.pending.verifier] }
            #expect(Set(secrets).count == 6)
            #expect(!first.page.contains(first.pending.verifier))
            #expect(provider.count("/api/auth/.well-known/openid-configuration") == 1)
        }
    }

    @Test(arguments: [
        (TestProvider.Fault.denied, "denied"), (.discoveryIsDown, "unreachable"), (.discoveryIsMissing, "setup"),
        (.discoveryIsNonsense, "setup"), (.otherIssuerThere, "setup"), (.unprotectedEndpoint, "setup"),
        (.otherChallenges, "setup"), (.tokenHangs, "unreachable"), (.tokenTrickles, "unreachable"),
        (.tokenIsDown, "unreachable"), (.tokenIsNonsense, "refused"), (.tokenRedirects, "refused"),
        (.unknownClient, "setup"), (.noIDToken, "setup"), (.opaqueIDToken, "refused"), (.otherNonce, "refused"),
        (.noNonce, "refused"), (.otherAudience, "refused"), (.otherIssuer, "refused"), (.otherParty, "refused"),
        (.twoAudiences, "refused"), (.unsigned, "refused"), (.otherKey, "refused"), (.expired, "refused"),
        (.logoutToken, "refused"), (.noSubject, "refused"),
    ])
    func `whatever is wrong at the SSO lets nobody in`(_ wrong: TestProvider.Fault, _ word: String) async throws {
        let provider = try TestProvider()
        let hangs = wrong == .tokenHangs || wrong == .tokenTrickles
        try await with(provider, patience: hangs ? .milliseconds(500) : .seconds(30)) { flow in
            provider.behave(wrong)
            #expect(await Self.fault(flow, provider) == word)
        }
    }

    @Test func `a code is good once, for the sign-in that it belongs to`() async throws {
        let provider = try TestProvider()
        try await with(provider) { flow in
            let (mine, theirs) = (try await flow.begin(wanted: "/"), try await flow.begin(wanted: "/"))
            let answer = try Self.answer(provider.visit(mine.page))
            // Somebody else's code in my browser: its challenge was another.
            await #expect(throws: WebFlowFault.refused("the SSO does not know the code")) {
                try await flow.person(answer, theirs.pending, fetchesKeys: true)
            }
            let again = try Self.answer(provider.visit(mine.page))
            _ = try await flow.person(again, mine.pending, fetchesKeys: true)
            await #expect(throws: WebFlowFault.refused("the SSO does not know the code")) {
                try await flow.person(again, mine.pending, fetchesKeys: true)
            }
        }
    }

    @Test func `an answer of another issuer, without a code or with a huge one is not looked into`() async throws {
        let provider = try TestProvider()
        try await with(provider) { flow in
            let (_, pending) = try await flow.begin(wanted: "/")
            let answers = [
                WebFlowAnswer(code: "x", state: pending.state, error: nil, issuer: "https://evil.example"),
                WebFlowAnswer(code: nil, state: pending.state, error: nil, issuer: nil),
                WebFlowAnswer(code: "", state: pending.state, error: nil, issuer: nil),
                WebFlowAnswer(
                    code: String(repeating: "x", count: 5_000), state: pending.state, error: nil, issuer: nil),
                WebFlowAnswer(code: "x", state: pending.state, error: "server_error\n<b>", issuer: nil),
            ]
            for answer in answers {
                await #expect(throws: WebFlowFault.self) {
                    try await flow.person(answer, pending, fetchesKeys: true)
                }
            }
            #expect(provider.count("/token") == 0)
        }
    }

    @Test func `many who sign in at once ask for the SSO's addresses once`() async throws {
        let provider = try TestProvider()
        try await with(provider) { flow in
            try await withThrowingTaskGroup { group in
                for _ in 0..<20 { group.addTask { _ = try await Self.signIn(flow, provider) } }
                try await group.waitForAll()
            }
            #expect(provider.count("/api/auth/.well-known/openid-configuration") == 1)
            #expect(provider.count("/token") == 20)
            // What is known stays good while the SSO is away.
            provider.behave(.discoveryIsDown)
            _ = try await Self.signIn(flow, provider)
        }
    }
}
