internal import Synchronization
internal import TaskFlowDomain

/// One call's place among its actor's calls: a unit of work that is run a second time counts once.
final class CallAdmission: Sendable {
    private struct State {
        var quota: CallQuota?
        /// Who was refused for leaving answers unread.
        var idler: ActorName?
        /// How long such a caller waits, all in all.
        var end: ContinuousClock.Instant?
    }

    private let limiter: CallLimiter?
    private let unsent: UnsentAnswers
    private let state = Mutex(State())

    init(_ limiter: CallLimiter?, _ unsent: UnsentAnswers = UnsentAnswers()) {
        self.limiter = limiter
        self.unsent = unsent
    }

    /// Counts the call and tells what is left, where anything is counted; refuses one call too many, and a caller who does not
    /// read.
    func enter(_ actor: Actor) throws(TaskFlowError) -> CallQuota? {
        let quota = try count(actor)
        let name = ActorName(actor)
        do throws(TaskFlowError) { try unsent.requireRoom(for: name) } catch {
            state.withLock { $0.idler = name }
            throw error.by(actor, quota)
        }
        return quota
    }

    /// Waits for a caller who was refused for not reading, and for nobody else.
    /// - Returns: Whether to try again.
    func waitForRoom() async -> Bool {
        let patience = unsent.patience
        let (idler, end) = state.withLock { state in
            guard let idler = state.idler.take() else { return (ActorName?.none, ContinuousClock.now) }
            let end = state.end ?? .now + patience
            state.end = end
            return (idler, end)
        }
        guard let idler else { return false }
        return await unsent.waitForRoom(for: idler, until: end)
    }

    /// Counts an answer as unsent.
    func hold(_ count: Int, for actor: Actor) -> UnsentAnswer? { unsent.hold(count, for: actor) }

    private func count(_ actor: Actor) throws(TaskFlowError) -> CallQuota? {
        guard let limiter else { return nil }
        if let quota = state.withLock({ $0.quota }) { return quota }
        let quota = try limiter.admit(actor)
        state.withLock { $0.quota = quota }
        return quota
    }
}
