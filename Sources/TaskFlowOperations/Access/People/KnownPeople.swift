internal import Synchronization
internal import TaskFlowDomain

/// People who are known to be registered, for a minute each: a call of theirs then costs no statement to say so.
///
/// Whoever is deleted by this process is forgotten at once, by others within the minute.
final class KnownPeople: Sendable {
    /// How long the database is not asked again.
    static let lifetime = Duration.seconds(60)
    private static let limit = 10_000

    private struct Person: Hashable {
        let tenant: TenantID
        let id: WorkerID
    }

    private struct State {
        var ends = RecentValues<Person, ContinuousClock.Instant>(limit: limit)
        var epoch = 0
    }

    private let state = Mutex(State())

    /// Changes when people are forgotten: what was read before that must not be noted after it.
    var epoch: Int { state.withLock { $0.epoch } }

    func contains(_ person: VerifiedPerson) -> Bool {
        let end = state.withLock { $0.ends[Person(tenant: person.tenant, id: person.id)] }
        return end.map { ContinuousClock.now < $0 } ?? false
    }

    func note(_ person: VerifiedPerson, epoch: Int) {
        state.withLock { state in
            guard state.epoch == epoch else { return }
            state.ends[Person(tenant: person.tenant, id: person.id)] = .now + Self.lifetime
        }
    }

    func forgetAll() {
        state.withLock { state in
            state.epoch += 1
            state.ends.removeAll()
        }
    }
}
