internal import TaskFlowDomain

/// Holds each actor to so many calls a minute, whichever door they come through and however many keys it has.
package final class CallLimiter: Sendable {
    /// The calls that an actor has in a window of a minute.
    package let callsPerMinute: Int
    private let counter: WindowCounter<ActorName>

    /// - Parameter callsPerMinute: 1 or more.
    package init(callsPerMinute: Int, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.callsPerMinute = callsPerMinute
        counter = WindowCounter(limit: callsPerMinute, now: now)
    }

    /// Counts a call and tells what is left; one too many is ``ErrorCode/rateLimited``.
    func admit(_ actor: Actor) throws(TaskFlowError) -> CallQuota {
        let standing = counter.count(ActorName(actor))
        let remaining = max(0, callsPerMinute - standing.count)
        let quota = CallQuota(remaining: remaining, secondsLeft: standing.secondsLeft)
        guard standing.count > callsPerMinute else { return quota }
        var error = TaskFlowError(
            .rateLimited, "Too many calls: \(callsPerMinute) a minute, try again in \(quota.secondsLeft) s")
        error.retryAfter = quota.secondsLeft
        throw error.by(actor, quota)
    }
}

/// Who someone is in the whole server, by whichever key.
struct ActorName: Hashable {
    let tenant: TenantID
    let worker: WorkerID

    init(_ actor: Actor) {
        tenant = actor.tenant
        worker = actor.workerID
    }
}
