internal import Synchronization
package import TaskFlowDomain
package import TaskFlowOperations
package import TaskFlowStorage

/// Ends leases that are over, and pauses after them. While a lease runs anywhere it looks every quarter of a minute; else it
/// sleeps, but for a look each quarter of an hour at what other servers may have left.
package final class LeaseSweep: Job, CallObserver {
    private static let granters: Set<String> = [
        StartTask.spec.name, ClaimNext.spec.name, UnblockTask.spec.name, RejectTask.spec.name, UpdateTask.spec.name,
        AnswerQuestion.spec.name, WithdrawQuestion.spec.name,
        // By which a late holder may take a task back.
        Heartbeat.spec.name, UpdateProgress.spec.name, AskQuestion.spec.name,
    ]

    private let database: any Database
    private let next = Mutex<Duration?>(nil)
    package let name = "leases of tasks"
    package let interval: Duration? = .seconds(900)
    package var wakes: AsyncStream<Void>? { waker.wakes }
    private let waker = JobWaker()

    package init(database: any Database) { self.database = database }

    /// Wakes where a call may have granted the first lease.
    package func note(_ call: ObservedCall) {
        if call.refusal == nil, Self.granters.contains(call.operation) { noteGrant() }
    }

    /// Wakes where the first lease may have been granted otherwise than by a call.
    package func noteGrant() {
        if next.withLock({ $0 == nil }) { waker.wake() }
    }

    package var dueIn: Duration? { next.withLock { $0 } }

    package func runBatch() async throws(TaskFlowError) -> Bool {
        guard try await look() != nil else { return false }
        let hasMore = try await database.write { tx throws(TaskFlowError) in try LeaseExpiry.sweep(in: tx) }
        _ = try await look()
        return hasMore
    }

    private func look() async throws(TaskFlowError) -> Duration? {
        let next = try await database.read { tx throws(TaskFlowError) in try LeaseExpiry.next(in: tx) }
        self.next.withLock { $0 = next }
        return next
    }
}
