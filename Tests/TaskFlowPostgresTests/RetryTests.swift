import Foundation
import Logging
import Synchronization
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowPostgres

/// What the engine does again by itself.
@Suite(.timeLimit(.minutes(10)), .enabled(if: TestPostgres.isThere)) struct RetryTests {
    private static let conflict: SQL = "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$"

    private func withTable(
        _ adjust: (inout PostgresSettings) -> Void = { _ in }, _ body: (PostgresDatabase) async throws -> Void
    ) async throws {
        try await withDatabase(adjust) { database in
            try await database.write { tx throws(TaskFlowError) in
                _ = try tx.execute("CREATE TABLE t (n BIGINT PRIMARY KEY, runs BIGINT NOT NULL)")
                _ = try tx.execute("INSERT INTO t VALUES (1, 0), (2, 0)")
            }
            try await body(database)
        }
    }

    private func total(_ database: PostgresDatabase) async throws -> Int? {
        try await database.read { tx throws(TaskFlowError) in try tx.value("SELECT sum(runs)::bigint FROM t") }
    }

    @Test func `a serialisation failure is tried again, and what was done is undone`() async throws {
        try await withTable { database in
            let runs = Runs()
            try await database.write { tx throws(TaskFlowError) in
                try tx.execute("UPDATE t SET runs = runs + 1")
                if runs.next() < 3 { try tx.execute(Self.conflict) }
            }
            #expect(runs.count == 3)
            #expect(try await total(database) == 2)
        }
    }

    @Test func `one that does not end is told as a busy database`() async throws {
        try await withTable { database in
            let runs = Runs()
            let refusal = await #expect(throws: TaskFlowError.self) {
                try await database.write { tx throws(TaskFlowError) in
                    _ = runs.next()
                    try tx.execute(Self.conflict)
                }
            }
            #expect(refusal?.code == .unavailable && refusal?.retryAfter == 1)
            #expect(runs.count == 9)
        }
    }

    @Test func `of two who wait for each other both come through`() async throws {
        try await withTable({ $0.poolSize = 2 }) { database in
            let (runs, met) = (Runs(), Runs())
            try await withThrowingTaskGroup { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        try await database.write { tx throws(TaskFlowError) in
                            try tx.execute("UPDATE t SET runs = runs + 1 WHERE n = \(first)")
                            // Both hold their first row before either asks for its second.
                            if runs.next() <= 2 { met.meet(2) }
                            try tx.execute("UPDATE t SET runs = runs + 1 WHERE n = \(second)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(runs.count == 3)
            #expect(try await total(database) == 4)
        }
    }

    @Test func `a server that has lost a prepared statement is told once, and named no more`() async throws {
        let notes = Notes()
        try await withDatabase(logger: notes.logger) { database in
            for _ in 1...3 {
                try await database.write { tx throws(TaskFlowError) in
                    #expect(try tx.value("SELECT \(7)", as: Int.self) == 7)
                    // As a pooler does that lends another connection at each transaction.
                    try tx.execute("DEALLOCATE ALL")
                }
            }
            let named = try await database.read { tx throws(TaskFlowError) in
                try tx.value("SELECT count(*) FROM pg_prepared_statements", as: Int.self)
            }
            #expect(named == 0)
            #expect(notes.all.count == 1 && notes.all.first?.contains("no longer prepared") == true)
        }
    }

    @Test func `a name that is there already ends the names, too`() async throws {
        let notes = Notes()
        let sql: SQL = "SELECT \(7)"
        let prepare = SQL(trusted: "DO $$ BEGIN EXECUTE 'PREPARE \(Statement(sql).name) AS SELECT 1'; END $$")
        try await withDatabase(logger: notes.logger) { database in
            let runs = Runs()
            let seven = try await database.write { tx throws(TaskFlowError) in
                if runs.next() == 1 { try tx.execute(prepare) }
                return try tx.value(sql, as: Int.self)
            }
            #expect(seven == 7 && runs.count == 2)
            #expect(notes.all.count == 1)
        }
    }

    /// Has a statement refused before another that no connection has seen, then asks for something good.
    private static func fail(_ number: Int, on database: PostgresDatabase) async throws {
        let refused = SQL(trusted: "SELECT \(number) / (SELECT 0)")
        let passedOver = SQL(trusted: "SELECT \(number) + 1")
        await #expect(throws: TaskFlowError.self) {
            try await database.write { tx throws(TaskFlowError) in
                try tx.later(refused)
                try tx.later(passedOver)
            }
        }
        let found = try await database.read { tx throws(TaskFlowError) in try tx.value("SELECT \(number)", as: Int.self)
        }
        #expect(found == number)
    }

    @Test func `a full cache is emptied on the server too, whatever fails meanwhile`() async throws {
        let notes = Notes()
        try await withDatabase(logger: notes.logger) { database in
            // Several, so that one comes before the connection has rested: what the last one left goes out with its first.
            try await withThrowingTaskGroup { group in
                for worker in 0..<4 {
                    group.addTask {
                        for number in 0..<StatementCache.limit / 2 {
                            try await Self.fail(worker * StatementCache.limit + number, on: database)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let named = try await database.read { tx throws(TaskFlowError) in
                try tx.value("SELECT count(*) FROM pg_prepared_statements", as: Int.self) ?? 0
            }
            #expect((1...StatementCache.limit + 10).contains(named))
            #expect(notes.all == [])
        }
    }

    @Test(arguments: [true, false]) func `statements are named on a direct connection, and only there`(_ named: Bool)
        async throws
    {
        try await withDatabase({ $0.prepares = named }) { database in
            let count = try await database.read { tx throws(TaskFlowError) in
                _ = try tx.value("SELECT \(7)", as: Int.self)
                return try tx.value("SELECT count(*) FROM pg_prepared_statements", as: Int.self) ?? 0
            }
            #expect((count > 0) == named)
        }
    }
}
