internal import Foundation
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

    package func perform(
        writes: Bool, _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void
    ) async throws(TaskFlowError) {
        try await pool.run(writes ? .write : .read, body).get()
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

    package var statistics: EngineStatistics { pool.statistics }

    package func close() async {
        listener.hints.end()
        await pool.close()
    }
}

extension PostgresDatabase {
    /// Waits until the database can be connected to, at the direct address too: it may be started together with the program.
    ///
    /// - Parameters:
    ///   - seconds: How long to wait at most.
    ///   - isWaiting: Told when the first attempt has failed but later ones may not, with the reason; and again whenever
    ///     that is another one.
    /// - Throws: One sentence for the operator; at once where waiting cannot help, such as for a wrong password.
    package func waitUntilReachable(
        seconds: Double = 60, isWaiting: @Sendable (_ place: String, _ reason: String) -> Void = { _, _ in }
    ) async throws(TaskFlowError) {
        let end = ContinuousClock.now + .seconds(seconds)
        try await wait(for: settings, until: end, isWaiting)
        if settings.directAddress != settings.address { try await wait(for: settings.direct, until: end, isWaiting) }
    }

    private func wait(
        for settings: PostgresSettings, until end: ContinuousClock.Instant,
        _ isWaiting: @Sendable (String, String) -> Void
    ) async throws(TaskFlowError) {
        var (pause, told) = (0.05, "")
        while let failure = await tryConnecting(settings) {
            guard failure.mayPass, ContinuousClock.now + .seconds(pause) < end else {
                throw explain(failure, settings.address)
            }
            if failure.reason != told { isWaiting(settings.address.place, failure.reason) }
            told = failure.reason
            try? await Task.sleep(for: .seconds(pause * Double.random(in: 0.75...1.25)))
            if Task.isCancelled { throw explain(failure, settings.address) }
            pause = min(pause * 2, 2)
        }
    }

    private func tryConnecting(_ settings: PostgresSettings) async -> ConnectFailure? {
        let naming = StatementNaming(isOn: false, logger: Logger(label: "postgres"))
        return await withCheckedContinuation { caller in
            Thread.detachNewThread {
                do throws(ConnectFailure) {
                    try Wire.connect(settings, naming: naming).prove(seconds: 10)
                    caller.resume(returning: nil)
                } catch {
                    caller.resume(returning: error)
                }
            }
        }
    }

    private func explain(_ failure: ConnectFailure, _ address: PostgresAddress) -> TaskFlowError {
        .unavailable("Cannot open the database \(address.place): \(failure.reason)", cause: failure.words)
    }
}

extension Wire {
    /// Has one statement answered: a pooler takes connections while the server behind it is away.
    fileprivate func prove(seconds: Double) throws(ConnectFailure) {
        do throws(PostgresFault) {
            try send("SELECT 1")
            _ = try exchange(until: .now + .seconds(seconds))
        } catch {
            throw ConnectFailure(error)
        }
    }
}
