package import TaskFlowDomain
internal import TaskFlowOperations
package import TaskFlowSchema

/// Proves who presents a token of the SSO (RFC 7519, RFC 9068; the rules are ``TokenRules``'s).
package final class TokenVerifier: Sendable {
    private let judge: TokenJudge
    private let keys: KeySource
    private let verified = VerifiedTokens()
    private let now: @Sendable () -> Timestamp

    /// - Parameter now: The time that tokens' ends are compared with.
    package init(rules: TokenRules, keys: KeySource, now: @escaping @Sendable () -> Timestamp = { .now() }) {
        judge = TokenJudge(rules: rules)
        self.keys = keys
        self.now = now
    }

    /// Who the token is about.
    ///
    /// - Parameter fetchesKeys: Whether the SSO may be asked for a key that is not known here.
    /// - Throws: ``ErrorCode/unauthenticated`` for a token that is not good, whatever is wrong with it, and
    ///   ``ErrorCode/unavailable`` when its key cannot be looked up now.
    package func person(_ token: String, fetchesKeys: Bool = true) async throws(TaskFlowError) -> VerifiedPerson {
        guard token.utf8.count <= CompactJWS.maximumLength else { throw Self.refused(.size) }
        let digest = TokenDigest(token)
        if let known = verified.person(digest, generation: keys.currentGeneration, at: now()) { return known }
        let (person, generation) = try await verify(token, fetchesKeys)
        verified.note(person, digest, generation: generation)
        return person
    }

    private func verify(
        _ token: String, _ fetchesKeys: Bool
    ) async throws(TaskFlowError) -> (VerifiedPerson, generation: Int) {
        let read: (jws: CompactJWS, header: TokenHeader)
        do throws(TokenRefusal) { read = try judge.read(token) } catch { throw Self.refused(error) }
        let keyID = read.header.keyID
        guard let found = try fetchesKeys ? await keys.key(keyID) : keys.knownKey(keyID) else {
            throw Self.refused(.unknownKey)
        }
        do throws(TokenRefusal) {
            return (try judge.person(read.jws, read.header, key: found.key, at: now()), found.generation)
        } catch {
            throw Self.refused(error)
        }
    }

    /// The caller learns nothing but that it was refused.
    private static func refused(_ reason: TokenRefusal) -> TaskFlowError {
        var error = Authenticator.badCredential
        error.cause = "token refused: \(reason.rawValue)"
        return error
    }
}
