internal import Dispatch
internal import Synchronization
package import TaskFlowDomain
package import TaskFlowStorage

/// A database whose next write is held when its work is done, just before COMMIT, until the test lets it go.
package final class HeldDatabase: Database {
    private let database: any Database
    private let isArmed = Atomic(false)
    private let isReached = Atomic(false)
    private let opened = DispatchSemaphore(value: 0)

    package init(_ database: any Database) { self.database = database }

    /// Has the next write held.
    package func arm() { isArmed.store(true, ordering: .sequentiallyConsistent) }

    /// Whether a write is held by now.
    package var isHolding: Bool { isReached.load(ordering: .sequentiallyConsistent) }

    /// Lets it go.
    package func open() {
        isReached.store(false, ordering: .sequentiallyConsistent)
        opened.signal()
    }

    package var dialect: Dialect { database.dialect }
    package var statistics: EngineStatistics { database.statistics }

    package func perform(
        writes: Bool, _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void
    ) async throws(TaskFlowError) {
        try await database.perform(writes: writes) { [self] tx throws(TaskFlowError) in
            try body(tx)
            if writes { hold() }
        }
    }

    package func migrate(_ migrations: [Migration]) async throws(TaskFlowError) {
        try await database.migrate(migrations)
    }
    package func schemaVersion() async throws(TaskFlowError) -> Int { try await database.schemaVersion() }
    package func changeHints() -> AsyncStream<Void> { database.changeHints() }
    package func close() async { await database.close() }

    private func hold() {
        guard isArmed.exchange(false, ordering: .sequentiallyConsistent) else { return }
        isReached.store(true, ordering: .sequentiallyConsistent)
        // A test that fails elsewhere may not hang for ever.
        _ = opened.wait(timeout: .now() + 20)
    }
}
