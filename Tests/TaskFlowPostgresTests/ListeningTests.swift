import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowPostgres

/// Several processes on one database.
@Suite(.timeLimit(.minutes(10)), .enabled(if: TestPostgres.isThere)) struct ListeningTests {
    private static let listeners: SQL =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'"

    private func listeners(_ database: PostgresDatabase) async throws -> Int {
        try await database.read { tx throws(TaskFlowError) in try tx.value(Self.listeners, as: Int.self) } ?? -1
    }

    @Test func `a commit is heard by every other process`() async throws {
        try await withTwo { database, other in
            var hints = other.changeHints().makeAsyncIterator()
            _ = await hints.next()
            for _ in 1...3 {
                try await Task.sleep(for: .milliseconds(100))
                let begun = ContinuousClock.now
                try await database.write { tx throws(TaskFlowError) in _ = try tx.execute("INSERT INTO t VALUES (1)") }
                _ = await hints.next()
                #expect(ContinuousClock.now - begun < .seconds(20))
            }
        }
    }

    @Test func `nobody listens where nobody wants to hear`() async throws {
        try await withTwo { database, other in
            try await database.write { tx throws(TaskFlowError) in _ = try tx.execute("INSERT INTO t VALUES (1)") }
            #expect(try await listeners(database) == 0)
            let hearing = Task {
                for await _ in other.changeHints() {}
            }
            try await eventually { try await listeners(database) == 1 }
            hearing.cancel()
            try await eventually { try await listeners(database) == 0 }
        }
    }

    @Test func `whoever listens finds its way back to the server`() async throws {
        try await withTwo { database, other in
            var hints = other.changeHints().makeAsyncIterator()
            _ = await hints.next()
            try await database.write { tx throws(TaskFlowError) in
                _ = try tx.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() \
                    AND query LIKE 'LISTEN %' AND pid <> pg_backend_pid()
                    """)
            }
            // One for the way back; perhaps one for the commit itself.
            _ = await hints.next()
            try await eventually { try await listeners(database) == 1 }
        }
    }

    private func withTwo(_ body: (PostgresDatabase, PostgresDatabase) async throws -> Void) async throws {
        try await withDatabase { database in
            try await database.write { tx throws(TaskFlowError) in _ = try tx.execute("CREATE TABLE t (n BIGINT)") }
            let other = PostgresDatabase(database.settings, logger: TestPostgres.logger)
            do { try await body(database, other) } catch { Issue.record(error) }
            await other.close()
        }
    }

    private func eventually(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<1000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("nothing came of it")
    }
}
