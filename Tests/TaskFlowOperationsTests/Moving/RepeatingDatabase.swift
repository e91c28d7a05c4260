import TaskFlowDomain
import TaskFlowStorage

/// A database that runs each unit of work twice, as one does after a serialisation failure.
struct RepeatingDatabase: Database {
    private let database: any Database

    init(_ database: any Database) { self.database = database }

    var dialect: Dialect { database.dialect }
    var statistics: EngineStatistics { database.statistics }

    func perform(
        writes: Bool, _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void
    ) async throws(TaskFlowError) {
        if !writes {
            try await database.perform(writes: false, body)
            return try await database.perform(writes: false, body)
        }
        do throws(TaskFlowError) {
            try await database.perform(writes: true) { tx throws(TaskFlowError) in
                try body(tx)
                throw TaskFlowError(.unavailable, "rolled back")
            }
        } catch {
            if error.message != "rolled back" { throw error }
        }
        try await database.perform(writes: true, body)
    }

    func migrate(_ migrations: [Migration]) async throws(TaskFlowError) { try await database.migrate(migrations) }

    func schemaVersion() async throws(TaskFlowError) -> Int { try await database.schemaVersion() }

    func changeHints() -> AsyncStream<Void> { database.changeHints() }

    func close() async { await database.close() }
}
