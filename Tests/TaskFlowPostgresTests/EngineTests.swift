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
}
