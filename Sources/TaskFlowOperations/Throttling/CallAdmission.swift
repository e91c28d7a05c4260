internal import Synchronization
internal import TaskFlowDomain

/// One call's place among its actor's calls: a unit of work that is run a second time counts once.
final class CallAdmission: Sendable {
    private let limiter: CallLimiter
    private let granted = Mutex<CallQuota?>(nil)

    init(_ limiter: CallLimiter) { self.limiter = limiter }

    func enter(_ actor: Actor) throws(TaskFlowError) -> CallQuota {
        if let quota = granted.withLock({ $0 }) { return quota }
        let quota = try limiter.admit(actor)
        granted.withLock { $0 = quota }
        return quota
    }
}
