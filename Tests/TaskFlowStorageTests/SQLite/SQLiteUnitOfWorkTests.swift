import TaskFlowDomain
import TaskFlowSchema
import Testing

@testable import TaskFlowStorage

@Suite(.timeLimit(.minutes(10)))
struct SQLiteUnitOfWorkTests {
    @Test(arguments: [false, true])
    func aReadMayNotWrite(inMemory: Bool) async throws {
        let fixture = try await Fixture()
        let database = inMemory ? try SQLiteDatabase(.memory) : fixture.database
        if inMemory { try await database.execute(Fixture.items) }
        for name in ["y", "z"] {
            let refusal = await #expect(throws: TaskFlowError.self) {
                try await database.read { tx throws(TaskFlowError) in try tx.insert("x") }
            }
            #expect(refusal?.code == .internal)
            // The second time round the statement is prepared already.
            try await database.insert(name)
        }
        #expect(try await database.names() == ["y", "z"])
    }

    @Test func memoryReadsAndWrites() async throws {
        let database = try SQLiteDatabase(.memory)
        try await database.execute(Fixture.items)
        try await database.insert("x")
        #expect(try await database.names() == ["x"])
        await #expect(throws: TaskFlowError.self) { try await database.insert("x") }
        await database.close()
    }

    @Test func durabilityIsAsPromised() async throws {
        let fixture = try await Fixture()
        let settings = try await fixture.database.write { tx throws(TaskFlowError) in
            try [
                tx.value("PRAGMA journal_mode", as: String.self), tx.value("PRAGMA synchronous", as: String.self),
                tx.value("PRAGMA foreign_keys", as: String.self), tx.value("PRAGMA trusted_schema", as: String.self),
            ]
        }
        #expect(settings == ["wal", "2", "1", "0"])
    }
}
