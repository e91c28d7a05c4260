import TaskFlowDomain
import TaskFlowStorage

/// A database that runs each unit of work twice, as one does after a serialisation failure.
struct RepeatingDatabase: Database {
    private let database: any Database

    init(_ database: any Database) { self.database = database }

    var dialect: Dialect { database.dialect }
    var statistics: EngineStatistics { database.statistics }

    func read<T: Sendable>(
        _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        _ = try await database.read(body)
        return try await database.read(body)
    }

    func write<T: Sendable>(
        _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        do throws(TaskFlowError) {
            try await database.write { tx throws(TaskFlowError) in
                _ = try body(tx)
                throw TaskFlowError(.unavailable, "rolled back")
            }
        } catch {
            if error.message != "rolled back" { throw error }
        }
        return try await database.write(body)
    }

    func migrate(_ migrations: [Migration]) async throws(TaskFlowError) { try await database.migrate(migrations) }

    func schemaVersion() async throws(TaskFlowError) -> Int { try await database.schemaVersion() }

    func changeHints() -> AsyncStream<Void> { database.changeHints() }

    func close() async { await database.close() }
}
