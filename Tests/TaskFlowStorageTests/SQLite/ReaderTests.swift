import TaskFlowDomain
import TaskFlowSchema
import Testing

@testable import TaskFlowStorage

@Suite(.timeLimit(.minutes(10)))
struct ReaderTests {
    @Test func aReadIsOneSnapshot() async throws {
        let fixture = try await Fixture()
        let database = fixture.database
        let gate = Gate()
        async let counts = database.read { tx throws(TaskFlowError) in
            let before = try tx.names().count
            gate.pass()
            return try (before, tx.names().count)
        }
        try await gate.reached()
        try await database.insert("written meanwhile")
        gate.open()
        let seen = try await counts
        #expect(seen == (0, 0))
        #expect(try await database.names() == ["written meanwhile"])
    }

    @Test func readsGoOnWhileAWriteTakesItsTime() async throws {
        let fixture = try await Fixture()
        let database = fixture.database
        let gate = Gate()
        async let written: Void = database.write { tx throws(TaskFlowError) in
            try tx.insert("x")
            gate.pass()
        }
        try await gate.reached()
        #expect(try await database.names() == [])
        gate.open()
        try await written
        #expect(try await database.names() == ["x"])
    }

    @Test func aFailedReadLeavesItsConnectionUsable() async throws {
        let fixture = try await Fixture(readers: 1)
        for _ in 1...3 {
            await #expect(throws: TaskFlowError.notFound("Task")) {
                try await fixture.database.read { tx throws(TaskFlowError) in
                    _ = try tx.names()
                    throw .notFound("Task")
                }
            }
        }
        try await fixture.database.insert("x")
        #expect(try await fixture.database.names() == ["x"])
    }

    @Test func aRowThatCannotBeReadIsAnInternalError() async throws {
        let fixture = try await Fixture()
        try await fixture.database.insert("x")
        let error = await #expect(throws: TaskFlowError.self) {
            try await fixture.database.read { tx throws(TaskFlowError) in
                try tx.all("SELECT owner FROM items") { String.read($0, 0) }
            }
        }
        #expect(error?.code == .internal)
        #expect(error?.message == "Internal server error")
    }

    @Test func tooManyReadsAreRefused() async throws {
        let fixture = try await Fixture(readers: 1, limits: SQLiteLimits(waiting: 1))
        let gate = Gate()
        async let held: Void = fixture.database.read { _ in gate.pass() }
        try await gate.reached()
        let refusal = await #expect(throws: TaskFlowError.self) { try await fixture.database.names() }
        #expect(refusal?.code == .unavailable && refusal?.retryAfter == 1)
        gate.open()
        try await held
        #expect(try await fixture.database.names() == [])
    }
}
