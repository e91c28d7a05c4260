internal import Synchronization
internal import TaskFlowDomain
internal import TaskFlowOperations

/// Counts failed sign-ins by client: so many a minute, then 429 in place of 401.
///
/// A credential is judged first, whoever sends it: a client that guesses does not lock out those who share its address. What
/// a guess costs stays small: a key is one look into the database; and once a client is held, nobody asks the SSO for
/// keys on its account (``isHeld(_:)``), so that its tokens cost no more than a signature.
final class FailedSignIns: Sendable {
    private let limit: Int
    private let counter: WindowCounter<IPAddress?>
    private let now: WindowCounter<IPAddress?>.Clock
    /// Until when someone is held: most calls need ask no further.
    private let heldUntil: Mutex<ContinuousClock.Instant>
    private let hasHeld = Atomic(false)

    /// - Parameter limit: Failures that a client has in a minute, 1 or more.
    init(limit: Int, now: @escaping WindowCounter<IPAddress?>.Clock = { .now }) {
        self.limit = limit
        self.now = now
        heldUntil = Mutex(now())
        counter = WindowCounter(limit: limit, now: now)
    }

    /// Whether any client is held at all.
    var holdsAnyone: Bool {
        guard hasHeld.load(ordering: .relaxed) else { return false }
        if now() < heldUntil.withLock({ $0 }) { return true }
        hasHeld.store(false, ordering: .relaxed)
        return false
    }

    /// Whether a client has used its failures up.
    func isHeld(_ client: IPAddress?) -> Bool {
        guard let standing = counter.standing(of: client?.client) else { return false }
        return standing.count >= limit
    }

    /// Counts a failure; one too many becomes ``ErrorCode/rateLimited``.
    func judge(_ error: TaskFlowError, of client: IPAddress?) -> TaskFlowError {
        let standing = counter.count(client?.client)
        if standing.count >= limit { hold(seconds: standing.secondsLeft) }
        guard standing.count > limit else { return error }
        var refusal = TaskFlowError(
            .rateLimited, "Too many failed sign-ins from your address: try again in \(standing.secondsLeft) s")
        refusal.retryAfter = standing.secondsLeft
        return refusal
    }

    private func hold(seconds: Int) {
        let end = now() + .seconds(seconds)
        heldUntil.withLock { $0 = max($0, end) }
        hasHeld.store(true, ordering: .relaxed)
    }
}
