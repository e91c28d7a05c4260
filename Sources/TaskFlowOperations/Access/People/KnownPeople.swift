internal import Synchronization
internal import TaskFlowDomain

/// People who are known to be registered, for a minute each: a call of theirs then costs no unit of work to see to that.
///
/// It lets nobody in: whether someone was deleted is looked up in the call's own transaction.
final class KnownPeople: Sendable {
    /// How long the database is not asked again.
    static let lifetime = Duration.seconds(60)
    private static let limit = 10_000

    private struct Person: Hashable {
        let tenant: TenantID
        let id: WorkerID

        init(_ person: VerifiedPerson) {
            tenant = person.tenant
            id = person.id
        }
    }

    private let ends = Mutex(RecentValues<Person, ContinuousClock.Instant>(limit: limit))

    func contains(_ person: VerifiedPerson) -> Bool {
        let end = ends.withLock { $0[Person(person)] }
        return end.map { ContinuousClock.now < $0 } ?? false
    }

    func note(_ person: VerifiedPerson) { ends.withLock { $0[Person(person)] = .now + Self.lifetime } }

    /// Whom the database did not have after all.
    func forget(_ person: VerifiedPerson) { ends.withLock { $0[Person(person)] = nil } }
}
