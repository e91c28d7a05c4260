internal import Foundation
package import TaskFlowStorage

/// The database engines. Tests of storage and operations run on each: `@Test(arguments: Engine.all)`.
package enum Engine: String, Sendable, CaseIterable {
    case sqlite
    case postgres

    /// Every engine that is at hand. `make test` has both; without a PostgreSQL beside it a test that is run by hand goes
    /// without, and says so.
    package static let all: [Engine] = {
        if TestPostgres.isThere { return allCases }
        let notice =
            "TASKFLOW_TEST_POSTGRES is not set: no test runs on PostgreSQL (scripts/with-postgres.sh COMMAND)\n"
        FileHandle.standardError.write(Data(notice.utf8))
        return [.sqlite]
    }()

    /// Those that are not embedded; none where none is at hand.
    package static let servers: [Engine] = all.filter { $0 == .postgres }

    /// Runs a body on an empty database of its own.
    package func withDatabase(_ body: (any Database) async throws -> Void) async throws {
        try await turn { try await TestDatabase.with(.empty, self, body) }
    }

    /// Lets a few tests at once to an engine; for those that make databases themselves. Each database is a handful of
    /// threads, files and, on a server, connections, of which each engine has only so many.
    package func turn(_ body: () async throws -> Void) async throws {
        let turns = self == .sqlite ? Self.sqliteTurns : Self.postgresTurns
        await turns.wait()
        do { try await body() } catch {
            await turns.signal()
            throw error
        }
        await turns.signal()
    }

    private static let sqliteTurns = Turns(24)
    private static let postgresTurns = Turns(12)
}
