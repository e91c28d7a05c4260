import Foundation
import Logging
import Synchronization
import TaskFlowPostgres
import TaskFlowTestSupport
import Testing

/// Runs a test on an empty database, on one connection unless the settings are made otherwise.
func withDatabase(
    _ adjust: (inout PostgresSettings) -> Void = { _ in }, logger: Logger = TestPostgres.logger,
    _ body: (PostgresDatabase) async throws -> Void
) async throws {
    try await Engine.postgres.turn {
        let store = try await TestDatabase.make(.empty, .postgres)
        var settings = PostgresSettings(try PostgresAddress(try #require(store.address)))
        settings.poolSize = 1
        adjust(&settings)
        let database = PostgresDatabase(settings, logger: logger)
        do { try await body(database) } catch { Issue.record(error) }
        await database.close()
        await store.close()
    }
}

/// Counts how often a unit of work runs.
final class Runs: Sendable {
    private let number = Mutex(0)

    var count: Int { number.withLock { $0 } }

    func next() -> Int {
        number.withLock { number in
            number += 1
            return number
        }
    }

    /// Holds the calling thread until so many have come; not for ever, should one of them have failed.
    func meet(_ others: Int) {
        _ = next()
        let end = DispatchTime.now() + 10
        while count < others, DispatchTime.now() < end { usleep(1000) }
    }
}
