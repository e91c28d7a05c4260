import Logging
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowIdentity

/// The verifier with its key set and its memory, over time.
@Suite(.timeLimit(.minutes(10))) struct TokenVerifierTests {
    private let keys = FakeKeySet(pause: .milliseconds(20))
    private let clock = TestClock()
    private let first = TestMints.mint("EdDSA")
    private let second = TestMints.mint("ES256")

    private static func code(_ verifier: TokenVerifier, _ token: String) async -> ErrorCode? {
        do throws(TaskFlowError) {
            _ = try await verifier.person(token)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `a token is verified, and again from memory`() async throws {
        keys.publish([first])
        let token = try first.token(TokenMint.claims(at: clock.date()))
        try await withVerifier(keys, clock: clock) { [keys] verifier, _ in
            for _ in 0..<2 {
                let person = try await verifier.person(token)
                #expect(person.id.rawValue == "user-1")
            }
            #expect(keys.fetches == 1)
        }
    }

    @Test func `a token in memory ends when it ends`() async throws {
        keys.publish([first])
        let token = try first.token(TokenMint.claims(at: clock.date(), life: 60))
        try await withVerifier(keys, clock: clock) { [clock] verifier, _ in
            #expect(await Self.code(verifier, token) == nil)
            clock.advance(by: .seconds(90))
            #expect(await Self.code(verifier, token) == nil)
            clock.advance(by: .seconds(31))
            #expect(await Self.code(verifier, token) == .unauthenticated)
        }
    }

    @Test func `a retired key is refused at once, tokens in memory too`() async throws {
        keys.publish([first, second])
        let (retired, kept) = (
            try first.token(TokenMint.claims(at: clock.date())),
            try second.token(TokenMint.claims(sub: "u2", at: clock.date()))
        )
        try await withVerifier(keys, clock: clock) { [keys, clock] verifier, source in
            #expect(await Self.code(verifier, retired) == nil)
            #expect(await Self.code(verifier, kept) == nil)
            let generation = source.currentGeneration
            keys.publish([second])
            clock.advance(by: .seconds(601))
            while source.currentGeneration == generation { try await Task.sleep(for: .milliseconds(10)) }
            #expect(await Self.code(verifier, retired) == .unauthenticated)
            #expect(await Self.code(verifier, kept) == nil)
        }
    }

    @Test func `a key of the same id with other material takes the old one's tokens with it`() async throws {
        let impostor = try TokenMint("EdDSA", keyID: first.keyID)
        keys.publish([first])
        let token = try first.token(TokenMint.claims(at: clock.date()))
        try await withVerifier(keys, clock: clock) { [keys, clock] verifier, source in
            #expect(await Self.code(verifier, token) == nil)
            let generation = source.currentGeneration
            keys.publish([impostor])
            clock.advance(by: .seconds(601))
            while source.currentGeneration == generation { try await Task.sleep(for: .milliseconds(10)) }
            #expect(await Self.code(verifier, token) == .unauthenticated)
        }
    }

    @Test func `keys older than 24 hours are believed no more, tokens in memory neither`() async throws {
        keys.publish([first])
        let token = try first.token(TokenMint.claims(at: clock.date().adding(seconds: 80_000), life: 9_000))
        clock.advance(by: .seconds(79_990))
        try await withVerifier(keys, clock: clock) { [keys, clock] verifier, source in
            #expect(await Self.code(verifier, token) == nil)
            keys.fail()
            let generation = source.currentGeneration
            clock.advance(by: .seconds(5_000))
            #expect(await Self.code(verifier, token) == nil)
            // Beyond the keys' day; the token itself has ended meanwhile, so only readiness tells the two apart.
            clock.advance(by: .seconds(86_400))
            while source.currentGeneration == generation { try await Task.sleep(for: .milliseconds(10)) }
            #expect(!source.isReady)
            let fresh = try TestMints.mint("EdDSA").token(TokenMint.claims(at: clock.date()))
            #expect(await Self.code(verifier, fresh) == .unavailable)
        }
    }

    @Test func `500 calls with a new key have it fetched once`() async throws {
        keys.publish([first])
        let warm = try first.token(TokenMint.claims(at: clock.date()))
        let tokens = try (0..<500).map { try second.token(TokenMint.claims(sub: "user-\($0)", at: clock.date())) }
        try await withVerifier(keys, clock: clock) { [keys, first, second] verifier, _ in
            #expect(await Self.code(verifier, warm) == nil)
            keys.publish([first, second])
            let before = keys.fetches
            let codes = await withTaskGroup { group in
                for token in tokens { group.addTask { await Self.code(verifier, token) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes == Array(repeating: nil, count: 500))
            #expect(keys.fetches == before + 1)
        }
    }

    @Test func `without an answer of the SSO a call is told to come again, and later served`() async throws {
        let token = try first.token(TokenMint.claims(at: clock.date()))
        let spoilt = token.dropLast(4) + "...."
        try await withVerifier(keys, clock: clock) { [keys, clock, first] verifier, source in
            do throws(TaskFlowError) {
                _ = try await verifier.person(token)
                Issue.record("There were no keys")
            } catch {
                #expect(error.code == .unavailable)
                #expect((1...9).contains(error.retryAfter ?? 0))
            }
            #expect(!source.isReady)
            // What is wrong without any key is told as ever.
            #expect(await Self.code(verifier, String(spoilt)) == .unauthenticated)
            keys.publish([first])
            clock.advance(by: .seconds(8))
            while !source.isReady { try await Task.sleep(for: .milliseconds(10)) }
            #expect(await Self.code(verifier, token) == nil)
        }
    }

    @Test func `the SSO down, known keys serve and strange ones wait`() async throws {
        keys.publish([first])
        let (token, strange) = (
            try first.token(TokenMint.claims(at: clock.date())), try second.token(TokenMint.claims(at: clock.date()))
        )
        try await withVerifier(keys, clock: clock) { [keys, clock] verifier, _ in
            #expect(await Self.code(verifier, token) == nil)
            keys.fail()
            clock.advance(by: .seconds(700))
            #expect(await Self.code(verifier, token) == nil)
            #expect(await Self.code(verifier, strange) == .unavailable)
        }
    }

    @Test func `a server that ends lets its callers go`() async throws {
        let source = KeySetSource(FakeKeySet(), Logger(label: "keys"), now: clock.now)
        try await withThrowingTaskGroup { group in
            group.addTask { try await source.run() }
            group.cancelAll()
            try await group.waitForAll()
        }
        await #expect(throws: TaskFlowError.self) { try await source.key([1]) }
    }

    @Test func `memory of tokens is bounded`() throws {
        let memory = VerifiedTokens()
        let person = try TestMints.judge(try first.token(TokenMint.claims(at: clock.date()))).get()
        for number in 0..<25_000 { memory.note(person, TokenDigest("\(number)"), generation: 1) }
        let kept = (0..<25_000).count { memory.person(TokenDigest("\($0)"), generation: 1, at: .now()) != nil }
        #expect((5_000...10_000).contains(kept))
        #expect(memory.person(TokenDigest("24999"), generation: 2, at: .now()) == nil)
    }
}
