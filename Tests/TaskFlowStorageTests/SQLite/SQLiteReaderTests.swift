import TaskFlowDomain
import TaskFlowSchema
import Testing

@testable import TaskFlowStorage

@Suite(.timeLimit(.minutes(10)))
struct SQLiteReaderTests {
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
