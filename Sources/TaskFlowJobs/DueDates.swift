internal import Synchronization
package import TaskFlowDomain
package import TaskFlowOperations
package import TaskFlowStorage

/// Opens the gates of tasks whose date has come. It sleeps until the next date; with none to come it asks nothing, but for a
/// look each quarter of an hour at what other servers may have left.
package final class DueDates: Job, CallObserver {
    private static let writers: Set<String> = [CreateTask.spec.name, UpdateTask.spec.name]

    private let database: any Database
    private let next = Mutex<Duration?>(nil)
    package let name = "dates of tasks"
    package let interval: Duration? = .seconds(900)
    package var wakes: AsyncStream<Void>? { waker.wakes }
    private let waker = JobWaker()

    package init(database: any Database) { self.database = database }

    /// Wakes where a call may have set an earlier date.
    package func note(_ call: ObservedCall) {
        if call.refusal == nil, Self.writers.contains(call.operation) { waker.wake() }
    }

    package var dueIn: Duration? { next.withLock { $0 } }

    package func runBatch() async throws(TaskFlowError) -> Bool {
        let next = try await look()
        guard let next, next <= .zero else {
            // However many calls wake it: a few looks in a second are enough.
            try? await Task.sleep(for: .milliseconds(250))
            return false
        }
        let hasMore = try await database.write { tx throws(TaskFlowError) in try DueTasks.open(in: tx) }
        return try await look().map { $0 <= .zero } ?? false || hasMore
    }

    private func look() async throws(TaskFlowError) -> Duration? {
        let next = try await database.read { tx throws(TaskFlowError) in try DueTasks.next(in: tx) }
        self.next.withLock { $0 = next }
        return next
    }
}
