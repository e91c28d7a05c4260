import Synchronization
import TaskFlowDomain
import TaskFlowSchema
import Testing

@testable import TaskFlowStorage

@Suite(.timeLimit(.minutes(10)))
struct GroupCommitTests {
    @Test func aFailedUnitUndoesOnlyItself() async throws {
        let fixture = try await Fixture()
        let failures = try await fixture.database.inOneBatch([
            Unit { tx throws(TaskFlowError) in try tx.insert("first") },
            Unit { tx throws(TaskFlowError) in
                try tx.insert("undone")
                throw .notFound("Task")
            },
            Unit { tx throws(TaskFlowError) in
                try tx.insert("undone too")
                try tx.insert("first")
            },
            Unit { tx throws(TaskFlowError) in try tx.insert("last") },
        ])
        #expect(failures.map(\.?.code) == [nil, .notFound, .conflict, nil])
        #expect(try await fixture.database.names() == ["first", "last"])
    }

    @Test func aUnitMayGoOnAfterAnError() async throws {
        let fixture = try await Fixture()
        try await fixture.database.insert("x")
        try await fixture.database.write { tx throws(TaskFlowError) in
            do throws(TaskFlowError) { try tx.insert("x") } catch { try tx.insert("y") }
        }
        #expect(try await fixture.database.names() == ["x", "y"])
    }

    @Test func aDanglingReferenceFailsItsOwnUnitAlone() async throws {
        let fixture = try await Fixture()
        try await fixture.database.execute(
            "CREATE TABLE parts (item INTEGER NOT NULL REFERENCES items (id) DEFERRABLE INITIALLY DEFERRED) STRICT")
        let failures = try await fixture.database.inOneBatch([
            Unit { tx throws(TaskFlowError) in try tx.insert("first") },
            Unit { tx throws(TaskFlowError) in try tx.execute("INSERT INTO parts VALUES (99)") },
            Unit { tx throws(TaskFlowError) in
                try tx.execute("INSERT INTO parts VALUES (2)")
                try tx.insert("its item comes later")
            },
        ])
        #expect(failures.map(\.?.isForeignKeyViolation) == [nil, true, nil])
        #expect(try await fixture.database.names() == ["first", "its item comes later"])
    }

    @Test func aFailedCommitFailsEveryUnit() async throws {
        let hooks = SQLiteHooks { units throws(TaskFlowError) in
            if units == 3 { throw .sqlite(10, "disk I/O error") }
        }
        let fixture = try await Fixture(hooks: hooks)
        let failures = try await fixture.database.inOneBatch([
            Unit { tx throws(TaskFlowError) in try tx.insert("first") },
            Unit { _ throws(TaskFlowError) in throw .notFound("Task") },
            Unit { tx throws(TaskFlowError) in try tx.insert("last") },
        ])
        #expect(failures.map(\.?.message) == ["The disk failed", "The disk failed", "The disk failed"])
        #expect(try await fixture.database.names() == [])
        try await fixture.database.insert("afterwards")
        #expect(try await fixture.database.names() == ["afterwards"])
    }

    @Test func nobodyIsAnsweredBeforeTheCommit() async throws {
        let gate = Gate()
        let answers = Mutex(0)
        let fixture = try await Fixture(hooks: SQLiteHooks { units in if units == 2 { gate.pass() } })
        let units: [Unit] = [
            Unit { tx throws(TaskFlowError) in try tx.insert("x") },
            Unit { _ throws(TaskFlowError) in throw .notFound("Task") },
        ]
        async let failures = fixture.database.inOneBatch(units) { answers.withLock { $0 += 1 } }
        try await gate.reached()
        // Long enough for an answer that was given too early to arrive.
        try await Task.sleep(for: .milliseconds(50))
        #expect(answers.withLock { $0 } == 0)
        #expect(try await fixture.database.names() == [])
        gate.open()
        #expect(try await failures.map(\.?.code) == [nil, .notFound])
        #expect(answers.withLock { $0 } == 2)
        #expect(try await fixture.database.names() == ["x"])
    }

    @Test func manyWritesShareACommit() async throws {
        let fixture = try await Fixture()
        let before = fixture.database.writer.statistics
        try await withThrowingTaskGroup { group in
            for number in 1...200 { group.addTask { try await fixture.database.insert("\(number)") } }
            try await group.waitForAll()
        }
        let after = fixture.database.writer.statistics
        #expect(after.units - before.units == 200)
        #expect(after.batches - before.batches < 200)
        #expect(try await fixture.database.names().count == 200)
    }

    @Test func batchesAreBounded() async throws {
        let largest = Largest()
        let fixture = try await Fixture(
            limits: SQLiteLimits(batch: 4), hooks: SQLiteHooks { units in largest.see(units) })
        let units: [Unit] = (1...10).map { number in Unit { tx throws(TaskFlowError) in try tx.insert("\(number)") } }
        let failures = try await fixture.database.inOneBatch(units)
        #expect(failures == Array(repeating: nil, count: 10))
        #expect(largest.value == 4)
    }

    @Test func tooManyWaitingAreRefused() async throws {
        let fixture = try await Fixture(limits: SQLiteLimits(waiting: 2))
        let database = fixture.database
        let gate = Gate()
        async let held: Void = database.write { _ in gate.pass() }
        try await gate.reached()
        async let first: Void = database.insert("first")
        async let second: Void = database.insert("second")
        try await eventually { database.writer.backlog == 2 }
        let refusal = await database.failure(of: "DELETE FROM items")
        #expect(refusal?.code == .unavailable && refusal?.retryAfter == 1)
        gate.open()
        _ = try await (held, first, second)
        #expect(try await database.names() == ["first", "second"])
    }
}

/// The largest number seen.
final class Largest: Sendable {
    private let number = Mutex(0)
    var value: Int { number.withLock { $0 } }
    func see(_ seen: Int) { number.withLock { $0 = max($0, seen) } }
}
