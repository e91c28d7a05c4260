internal import Synchronization
internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

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
