internal import Crypto
internal import Synchronization
package import TaskFlowDomain
package import TaskFlowSchema

/// Proves who presents a token of the SSO (RFC 7519, RFC 9068; the rules are ``TokenRules``'s).
package final class TokenVerifier: Sendable {
    private let judge: TokenJudge
    private let keys: KeySetSource
    private let verified = VerifiedTokens()
    private let now: @Sendable () -> Timestamp

    /// - Parameter now: The time that tokens' ends are compared with.
    package init(rules: TokenRules, keys: KeySetSource, now: @escaping @Sendable () -> Timestamp = { .now() }) {
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
        var error = TaskFlowError.badCredential
        error.cause = "token refused: \(reason.rawValue)"
        return error
    }
}

/// Tokens that were verified lately, by their SHA-256. A token is forgotten when it ends and when the key set changes.
final class VerifiedTokens: Sendable {
    private struct Entry {
        let person: VerifiedPerson
        let generation: Int
    }

    private let entries = Mutex(RecentValues<TokenDigest, Entry>(limit: 10_000))

    /// - Parameter generation: Of the key set that is believed now.
    func person(_ digest: TokenDigest, generation: Int, at now: Timestamp) -> VerifiedPerson? {
        guard let entry = entries.withLock({ $0[digest] }), entry.generation == generation,
            entry.person.isValid(at: now)
        else {
            return nil
        }
        return entry.person
    }

    func note(_ person: VerifiedPerson, _ digest: TokenDigest, generation: Int) {
        entries.withLock { $0[digest] = Entry(person: person, generation: generation) }
    }
}

/// A token's SHA-256: what is kept of it in memory.
struct TokenDigest: Hashable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    init(_ token: String) {
        var (hasher, token) = (SHA256(), token)
        token.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        words = hasher.finalize().withUnsafeBytes { bytes in
            (
                bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
            )
        }
    }

    static func == (left: TokenDigest, right: TokenDigest) -> Bool { left.words == right.words }

    // A quarter of a good hash is a good hash.
    func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
