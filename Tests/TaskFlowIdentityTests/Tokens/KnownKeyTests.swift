import TaskFlowDomain
import TaskFlowTestSupport
import Testing

@testable import TaskFlowIdentity

/// What a client may cost that has failed to sign in too often.
@Suite(.timeLimit(.minutes(10))) struct KnownKeyTests {
    private let keys = FakeKeySet()
    private let known = TestMints.mint("EdDSA")
    private let new = TestMints.mint("ES256")

    private static func code(_ verifier: TokenVerifier, _ token: String) async -> ErrorCode? {
        do throws(TaskFlowError) {
            _ = try await verifier.person(token, fetchesKeys: false)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `a token of a strange key has nothing fetched, and one of a known key is good`() async throws {
        keys.publish([known])
        let (good, strange) = (try known.token(TokenMint.claims()), try new.token(TokenMint.claims()))
        try await withVerifier(keys) { [keys, known, new] verifier, _ in
            _ = try await verifier.person(try known.token(TokenMint.claims(sub: "first")))
            keys.publish([known, new])
            for _ in 0..<10 { #expect(await Self.code(verifier, strange) == .unauthenticated) }
            #expect(await Self.code(verifier, good) == nil)
            #expect(keys.fetches == 1)
            // The key was not taken for one that the SSO does not have.
            _ = try await verifier.person(strange)
            #expect(keys.fetches == 2)
        }
    }

    @Test func `without any keys nobody can be judged`() async throws {
        let token = try known.token(TokenMint.claims())
        try await withVerifier(keys) { verifier, _ in
            #expect(await Self.code(verifier, token) == .unavailable)
        }
    }
}
