import TaskFlowDomain
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ClosingTests {
    private static let closed = TaskFlowError.unavailable("The database is closed")

    @Test(arguments: Engine.all) func closingWaitsForReadsAndThenRefuses(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            let gate = Gate()
            async let names = database.read { tx throws(TaskFlowError) in
                gate.pass()
                return try tx.names()
            }
            try await gate.reached()
            async let closed: Void = database.close()
            gate.open()
            #expect(try await names == [])
            await closed
            await #expect(throws: Self.closed) { try await database.insert("late") }
            await #expect(throws: Self.closed) { try await database.names() }
            await #expect(throws: Self.closed) { try await database.schemaVersion() }
        }
    }

    @Test(arguments: Engine.all) func closingTwiceDoesNothing(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            async let first: Void = database.close()
            async let second: Void = database.close()
            _ = await (first, second)
            await database.close()
        }
    }
}
