import Foundation
import Logging
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowPostgres

@Suite(.timeLimit(.minutes(10)), .enabled(if: TestPostgres.isThere)) struct PoolTests {
    private func failure(_ body: () async throws -> Void) async -> TaskFlowError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? TaskFlowError
        }
    }

    private static func ping(_ database: any TaskFlowStorage.Database) async throws {
        _ = try await database.read { tx throws(TaskFlowError) in try tx.value("SELECT \(1)", as: Int.self) }
    }

    @Test func `whoever waits too long for a connection is told so`() async throws {
        try await withDatabase({ $0.waitSeconds = 0.3 }) { database in
            async let held: Void = database.read { tx throws(TaskFlowError) in
                _ = try tx.execute("SELECT pg_sleep(8)")
            }
            try await Task.sleep(for: .milliseconds(200))
            let begun = ContinuousClock.now
            let refusal = await failure { try await Self.ping(database) }
            #expect(refusal?.code == .unavailable && refusal?.retryAfter == 1)
            #expect(refusal?.message == "The database has too much to do: no connection became free within 0.3 s")
            #expect(ContinuousClock.now - begun < .seconds(7))
            try await held
            try await Self.ping(database)
        }
    }

    @Test func `at rest no connection is left, and the next call makes one`() async throws {
        try await withDatabase({ ($0.poolSize, $0.idleSeconds) = (4, 0.2) }) { database in
            try await withThrowingTaskGroup { group in
                for _ in 1...20 { group.addTask { try await Self.ping(database) } }
                try await group.waitForAll()
            }
            #expect((1...4).contains(database.connections))
            for _ in 0..<500 where database.connections > 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(database.connections == 0)
            try await Self.ping(database)
            #expect(database.connections == 1)
        }
    }

    @Test func `a connection that ended while it was idle is not lent`() async throws {
        try await withDatabase { database in
            let first = try await Self.backend(of: database)
            try TestPostgres.run("SELECT pg_terminate_backend(\(first))")
            try await Task.sleep(for: .milliseconds(100))
            let second = try await Self.backend(of: database)
            #expect(first != second)
        }
    }

    @Test func `a unit of work that loses its connection before COMMIT is run again`() async throws {
        try await withDatabase { database in
            try await database.write { tx throws(TaskFlowError) in _ = try tx.execute("CREATE TABLE t (n BIGINT)") }
            let runs = Runs()
            try await database.write { tx throws(TaskFlowError) in
                try tx.execute("INSERT INTO t VALUES (1)")
                let own = try tx.value("SELECT pg_backend_pid()", as: Int.self) ?? 0
                if runs.next() == 1 { try? TestPostgres.run("SELECT pg_terminate_backend(\(own))") }
                try tx.execute("INSERT INTO t VALUES (2)")
            }
            let count = try await database.read { tx throws(TaskFlowError) in
                try tx.value("SELECT count(*) FROM t", as: Int.self)
            }
            #expect(runs.count == 2 && count == 2)
        }
    }

    @Test func `a connection that is lost at COMMIT leaves the outcome unknown`() async throws {
        try await withProxy { crew, proxy in
            let runs = Runs()
            let lost = await failure {
                try await crew.database.write { tx throws(TaskFlowError) in
                    try tx.execute("DELETE FROM sessions")
                    _ = runs.next()
                    proxy.cut()
                }
            }
            #expect(lost?.code == .outcomeUnknown && runs.count == 1)
            try await Self.ping(crew.database)
        }
    }

    @Test func `a statement that takes too long is ended, here and on the server`() async throws {
        try await withDatabase({ $0.statementSeconds = 0.3 }) { database in
            let begun = ContinuousClock.now
            let late = await failure {
                try await database.write { tx throws(TaskFlowError) in _ = try tx.execute("SELECT pg_sleep(\(25))") }
            }
            #expect(late?.code == .unavailable && ContinuousClock.now - begun < .seconds(20))
            let others: SQL =
                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep($1)%' AND state = 'active' AND pid <> pg_backend_pid() AND datname = current_database()"
            var left = 1
            for _ in 0..<200 where left > 0 {
                left = try await database.read { tx throws(TaskFlowError) in try tx.value(others, as: Int.self) } ?? 0
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(left == 0)
        }
    }

    @Test func `a database that is not there is told of without the server's words`() async throws {
        let settings = PostgresSettings(try PostgresAddress(try TestPostgres.address(of: "nowhere")))
        let database = PostgresDatabase(settings, logger: TestPostgres.logger)
        let refusal = await failure { try await Self.ping(database) }
        #expect(refusal?.code == .unavailable && refusal?.message == "The database cannot be reached")
        #expect(refusal?.cause?.contains("3D000") == true)
        await database.close()
    }

    private static func backend(of database: any TaskFlowStorage.Database) async throws -> Int {
        try await database.read { tx throws(TaskFlowError) in
            try tx.value("SELECT pg_backend_pid()", as: Int.self) ?? 0
        }
    }
}
