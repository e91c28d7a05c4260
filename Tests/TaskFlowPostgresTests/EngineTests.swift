import Foundation
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowPostgres

@Suite(.timeLimit(.minutes(10))) struct EngineTests {
    @Test(arguments: Engine.servers) func `values come back as they were`(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.read { tx throws(TaskFlowError) in
                #expect(try tx.value("SELECT \(Int.min)", as: Int.self) == .min)
                #expect(try tx.value("SELECT \(Int.max)", as: Int.self) == .max)
                #expect(try tx.value("SELECT \(true)", as: Bool.self) == true)
                #expect(try tx.value("SELECT \("🙂 é")", as: String.self) == "🙂 é")
                #expect(try tx.value("SELECT \(nil as Int?)", as: Int?.self) == .some(nil))
            }
        }
    }

    @Test(arguments: Engine.servers) func `one name serves values of different types`(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for _ in 1...2 {
                try await database.read { tx throws(TaskFlowError) in
                    #expect(try tx.value("SELECT \(nil as Int?)", as: Int?.self) == .some(nil))
                    #expect(try tx.value("SELECT \(5)", as: Int.self) == 5)
                    #expect(try tx.value("SELECT \("x")", as: String.self) == "x")
                    #expect(try tx.value("SELECT \(true)", as: Bool.self) == true)
                }
            }
        }
    }

    @Test(arguments: Engine.servers) func `NUL is refused before it is sent`(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let refusal = await #expect(throws: TaskFlowError.self) {
                try await database.read { tx throws(TaskFlowError) in
                    try tx.value("SELECT \("a\0b")", as: String.self)
                }
            }
            #expect(refusal?.code == .validationFailed)
            let one = try await database.read { tx throws(TaskFlowError) in try tx.value("SELECT \(1)", as: Int.self) }
            #expect(one == 1)
        }
    }

    @Test(arguments: Engine.servers) func `the schema can be made`(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.migrate(Migration.all)
            #expect(try await database.schemaVersion() == Migration.all.count)
            try await database.migrate(Migration.all)
        }
    }

    @Test(arguments: Engine.servers) func `a failure that was caught is a failure`(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: TaskFlowError.self) {
                try await database.write { tx throws(TaskFlowError) in _ = try? tx.execute("SELECT 1/0") }
            }
        }
    }

    @Test func `under make test PostgreSQL is there`() {
        let isMake = ProcessInfo.processInfo.environment["TASKFLOW_TEST_ALL"] != nil
        #expect(TestPostgres.isThere || !isMake)
    }

    @Test(arguments: Engine.servers) func `a claim passes over locked rows`(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx throws(TaskFlowError) in
                try tx.execute("CREATE TABLE items (id INTEGER, holder INTEGER)")
                try tx.execute("INSERT INTO items VALUES (1, NULL), (2, NULL), (3, NULL)")
            }
            let claimed = try await withThrowingTaskGroup(of: Int?.self) { group in
                for holder in 1...4 {
                    group.addTask {
                        try await database.write { tx throws(TaskFlowError) in
                            let id = try tx.value(
                                """
                                UPDATE items SET holder = \(holder) WHERE id = (SELECT id FROM items \
                                WHERE holder IS NULL ORDER BY id LIMIT 1\(tx.dialect.lock(.claiming, of: "items"))) \
                                RETURNING id
                                """, as: Int.self)
                            // The others ask while this one has not committed.
                            _ = try tx.value("SELECT 1 FROM pg_sleep(0.5)", as: Int.self)
                            return id
                        }
                    }
                }
                return try await group.reduce(into: [Int?]()) { $0.append($1) }
            }
            // Without passing over, those who waited would find their row taken and get none.
            #expect(claimed.compactMap(\.self).sorted() == [1, 2, 3])
        }
    }
}
