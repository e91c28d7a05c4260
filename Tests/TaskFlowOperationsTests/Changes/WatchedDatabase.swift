import Synchronization
import TaskFlowDomain
import TaskFlowStorage

/// A database whose reads are counted, and fail when a test wants them to.
final class WatchedDatabase: Database {
    private let base: any Database
    private let counts = Mutex((reads: 0, failures: 0))

    init(_ base: any Database) { self.base = base }

    var reads: Int { counts.withLock { $0.reads } }

    /// Makes the next reads fail.
    func fail(times: Int) { counts.withLock { $0.failures = times } }
    var failuresLeft: Int { counts.withLock { $0.failures } }

    var dialect: Dialect { base.dialect }
    var statistics: EngineStatistics { base.statistics }

    func perform(
        writes: Bool, _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void
    ) async throws(TaskFlowError) {
        if writes { return try await base.perform(writes: true, body) }
        let isFailing = counts.withLock { counts in
            counts.reads += 1
            counts.failures -= 1
            return counts.failures >= 0
        }
        if isFailing { throw .unavailable("The disk failed") }
        try await base.perform(writes: false, body)
    }

    func migrate(_ migrations: [Migration]) async throws(TaskFlowError) { try await base.migrate(migrations) }
    func schemaVersion() async throws(TaskFlowError) -> Int { try await base.schemaVersion() }
    func changeHints() -> AsyncStream<Void> { base.changeHints() }
    func close() async { await base.close() }
}
