package import Logging
internal import ServiceLifecycle
package import TaskFlowDomain
package import TaskFlowStorage

/// PostgreSQL 15 or later through libpq: a thread for each connection, and no more round trips than a unit of work needs.
///
/// A read costs a trip for each statement, a write one more for COMMIT; BEGIN travels with the first statement, and what is
/// written by ``TaskFlowStorage/Transaction/later(_:)`` with COMMIT. As a `Service` it closes its connections when the
/// program stops.
package final class PostgresDatabase: TaskFlowStorage.Database, Service {
    let settings: PostgresSettings
    let pool: ConnectionPool
    private let listener: HintListener
    private let logger: Logger

    /// Connects when there is work, not before.
    package init(_ settings: PostgresSettings, logger: Logger) {
        let naming = StatementNaming(isOn: settings.prepares, logger: logger)
        let isSameAddress = settings.address == settings.directAddress
        self.settings = settings
        self.logger = logger
        pool = ConnectionPool(settings, naming: naming)
        listener = HintListener(settings.direct, logger: logger) {
            settings.directAddress.isPooled || (isSameAddress && !naming.isUsed)
        }
    }

    package var dialect: Dialect { .postgres }

    /// How many connections are open.
    package var connections: Int { pool.connections }

    package func read<T: Sendable>(
        _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        try await pool.run(.read, body).get()
    }

    @discardableResult
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        try await pool.run(.write, body).get()
    }

    package func migrate(_ migrations: [Migration]) async throws(TaskFlowError) {
        // Behind a pooler a lock could end up on another connection than the work; and a migration may take its time.
        var settings = settings.direct
        settings.statementSeconds = 3600
        let direct = PostgresDatabase(settings, logger: logger)
        do throws(TaskFlowError) {
            try await direct.apply(migrations)
        } catch {
            await direct.close()
            throw error
        }
        await direct.close()
    }

    /// Commits of whichever process, by LISTEN on the direct address; where that is a pooler's, a hint each second.
    package func changeHints() -> AsyncStream<Void> { listener.hints.stream() }

    package func run() async throws {
        // A cancelled wait ends as well: the connections are closed either way.
        try? await gracefulShutdown()
        await close()
    }

    package func close() async {
        listener.hints.end()
        await pool.close()
    }
}
