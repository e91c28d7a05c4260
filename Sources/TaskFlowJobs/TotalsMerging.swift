internal import Synchronization
package import TaskFlowDomain
package import TaskFlowOperations
package import TaskFlowStorage

/// Merges what PostgreSQL noted of the numbers of tasks: after some thousands of calls, and now and then.
package final class TotalsMerging: Job, CallObserver {
    private static let calls = 2_000

    private let database: any Database
    private let count = Mutex(0)
    package let name = "totals of tasks"
    package let interval: Duration? = .seconds(900)
    package var wakes: AsyncStream<Void>? { waker.wakes }
    private let waker = JobWaker()

    package init(database: any Database) { self.database = database }

    package func note(_ call: ObservedCall) {
        let isDue = count.withLock { count in
            count += 1
            return count.isMultiple(of: Self.calls)
        }
        if isDue { waker.wake() }
    }

    package func runBatch() async throws(TaskFlowError) -> Bool {
        if database.dialect == .sqlite { return false }
        try await database.write { tx throws(TaskFlowError) in try TaskTotals.merge(in: tx) }
        return false
    }
}
