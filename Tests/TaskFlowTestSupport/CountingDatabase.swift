internal import Synchronization
package import TaskFlowDomain
package import TaskFlowStorage

/// A database that counts the units of work that are asked of it.
package final class CountingDatabase: Database {
    private let database: any Database
    private let counts = Mutex((reads: 0, writes: 0))

    package init(_ database: any Database) { self.database = database }

    /// What was asked since the last look.
    package func takeCounts() -> (reads: Int, writes: Int) {
        counts.withLock { counts in
            defer { counts = (0, 0) }
            return counts
        }
    }

    package var dialect: Dialect { database.dialect }
    package var statistics: EngineStatistics { database.statistics }

    package func perform(
        writes: Bool, _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void
    ) async throws(TaskFlowError) {
        counts.withLock { counts in if writes { counts.writes += 1 } else { counts.reads += 1 } }
        try await database.perform(writes: writes, body)
    }

    package func changeHints() -> AsyncStream<Void> { database.changeHints() }

    package func close() async { await database.close() }
}
