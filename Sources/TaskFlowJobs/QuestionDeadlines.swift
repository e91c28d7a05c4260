internal import Synchronization
package import TaskFlowDomain
package import TaskFlowOperations
package import TaskFlowStorage

/// Ends questions whose time is over. It sleeps until the next end; with none to come it asks nothing, but for a look each quarter
/// of an hour at what other servers may have left.
package final class QuestionDeadlines: Job, CallObserver {
    private let database: any Database
    private let leases: LeaseSweep
    private let next = Mutex<Duration?>(nil)
    package let name = "deadlines of questions"
    package let interval: Duration? = .seconds(900)
    package var wakes: AsyncStream<Void>? { waker.wakes }
    private let waker = JobWaker()

    /// - Parameter leases: Is told where a task may go on by the end of a question, and its holder have its lease anew.
    package init(database: any Database, leases: LeaseSweep) {
        self.database = database
        self.leases = leases
    }

    /// Wakes where a call may have set an earlier end.
    package func note(_ call: ObservedCall) {
        if call.refusal == nil, call.operation == AskQuestion.spec.name { waker.wake() }
    }

    package var dueIn: Duration? { next.withLock { $0 } }

    package func runBatch() async throws(TaskFlowError) -> Bool {
        guard let due = try await look(), due <= .zero else { return false }
        let hasMore = try await database.write { tx throws(TaskFlowError) in try QuestionExpiry.sweep(in: tx) }
        leases.noteGrant()
        _ = try await look()
        return hasMore
    }

    private func look() async throws(TaskFlowError) -> Duration? {
        let next = try await database.read { tx throws(TaskFlowError) in try QuestionExpiry.next(in: tx) }
        self.next.withLock { $0 = next }
        return next
    }
}
