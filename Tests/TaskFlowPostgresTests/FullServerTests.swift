import Foundation
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowPostgres

/// A server that gives fewer connections than the pool would have.
@Suite(.timeLimit(.minutes(10)), .enabled(if: TestPostgres.isThere)) struct FullServerTests {
    /// Runs a test as a user who may have only so many connections.
    private func withLimit(_ limit: Int, _ body: (PostgresDatabase) async throws -> Void) async throws {
        let user = "u" + String(UInt64.random(in: 0 ... .max), radix: 36)
        try TestPostgres.run("CREATE ROLE \(user) LOGIN CONNECTION LIMIT \(limit)")
        let address = try TestPostgres.address(of: "postgres").replacing("user=taskflow", with: "user=\(user)")
        var settings = PostgresSettings(try PostgresAddress(address))
        settings.poolSize = 10
        let database = PostgresDatabase(settings, logger: TestPostgres.logger)
        do { try await body(database) } catch { Issue.record(error) }
        await database.close()
        try TestPostgres.run("DROP ROLE \(user)")
    }

    private static func work(_ database: PostgresDatabase) async throws {
        try await database.write { tx throws(TaskFlowError) in
            _ = try tx.value("SELECT 1 FROM pg_sleep(0.005)", as: Int.self)
        }
    }

    @Test func `the connections that there are do all the work`() async throws {
        try await withLimit(3) { database in
            for _ in 1...3 {
                try await withThrowingTaskGroup { group in
                    for _ in 1...100 { group.addTask { try await Self.work(database) } }
                    try await group.waitForAll()
                }
            }
            #expect((1...3).contains(database.connections))
        }
    }

    @Test func `where there is none at all everybody is told so`() async throws {
        try await withLimit(0) { database in
            await withTaskGroup { group in
                for _ in 1...40 {
                    group.addTask {
                        let refusal = await #expect(throws: TaskFlowError.self) { try await Self.work(database) }
                        #expect(refusal?.code == .unavailable)
                        #expect(refusal?.message == "The database cannot be reached")
                    }
                }
            }
        }
    }

    @Test func `what waits is told so when the last connection goes`() async throws {
        try await withLimit(1) { database in
            let pid = try await database.read { tx throws(TaskFlowError) in
                try tx.value("SELECT pg_backend_pid()", as: Int.self) ?? 0
            }
            let user = try await database.read { tx throws(TaskFlowError) in
                try tx.value("SELECT current_user::text", as: String.self) ?? ""
            }
            try TestPostgres.run("ALTER ROLE \(user) CONNECTION LIMIT 0")
            try TestPostgres.run("SELECT pg_terminate_backend(\(pid))")
            await withTaskGroup { group in
                for _ in 1...20 {
                    group.addTask {
                        let refusal = await #expect(throws: TaskFlowError.self) { try await Self.work(database) }
                        #expect(refusal?.code == .unavailable)
                    }
                }
            }
            try TestPostgres.run("ALTER ROLE \(user) CONNECTION LIMIT 2")
            try await Self.work(database)
        }
    }
}
