import Foundation
import TaskFlowDomain
import Testing

@testable import TaskFlowStorage

@Suite(.timeLimit(.minutes(10)))
struct SQLiteClosingTests {
    @Test func closingFinishesWhatIsQueuedAndThenRefuses() async throws {
        let fixture = try await Fixture()
        let database = fixture.database
        let gate = Gate()
        async let held: Void = database.write { _ in gate.pass() }
        try await gate.reached()
        async let queued: Void = database.insert("queued")
        try await eventually { database.writer.backlog == 1 }
        async let closed: Void = database.close()
        gate.open()
        _ = try await (held, queued)
        await closed

        await #expect(throws: TaskFlowError.databaseClosed) { try await database.insert("late") }
        await #expect(throws: TaskFlowError.databaseClosed) { try await database.names() }
        await #expect(throws: TaskFlowError.databaseClosed) { try await database.schemaVersion() }
        let again = try SQLiteDatabase(.file(fixture.folder.file()))
        #expect(try await again.names() == ["queued"])
        await again.close()
    }

    @Test func closingLeavesOneFile() async throws {
        let fixture = try await Fixture()
        try await fixture.database.insert("x")
        await fixture.database.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path) == ["test.db"])
    }

    @Test func closingEmptiesTheLogThoughOthersAreConnected() async throws {
        let fixture = try await Fixture()
        let other = try SQLiteConnection.open(.file(fixture.folder.file()), busySeconds: 0)
        try await fixture.database.insert("x")
        await fixture.database.close()
        let log = try FileManager.default.attributesOfItem(atPath: fixture.folder.file("test.db-wal"))
        #expect(log[.size] as? Int == 0)
        other.close()
    }

    @Test func forgettingToCloseIsHarmless() async throws {
        let folder = try TemporaryFolder()
        do {
            let database = try SQLiteDatabase(.file(folder.file()))
            try await database.execute(Fixture.items)
            try await database.insert("x")
        }
        let again = try SQLiteDatabase(.file(folder.file()))
        #expect(try await again.names() == ["x"])
        await again.close()
    }
}
