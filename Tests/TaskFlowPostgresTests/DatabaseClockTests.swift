import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowPostgres

@Suite struct DatabaseClockTests {
    @Test(.enabled(if: TestPostgres.isThere), arguments: [-3_600, 3_600])
    func `units of work go by the server's clock, however wrong the machine's is`(seconds: Int) async throws {
        let made = try await TestDatabase.make(.migrated, .postgres)
        var settings = PostgresSettings(try PostgresAddress(try #require(made.address)))
        settings.machineClock = { Timestamp.system().adding(seconds: seconds) }
        let database = PostgresDatabase(settings, logger: TestPostgres.logger)
        let (now, server) = try await database.read { tx throws(TaskFlowError) in
            (tx.now, try tx.value("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint", as: Int.self) ?? 0)
        }
        #expect(abs(now.milliseconds - server) < 60_000)
        await database.close()
        await made.close()
    }

    @Test func `a small difference is the network's, a larger one is taken`() {
        let start = Timestamp(milliseconds: 1_000_000)
        let clock = DatabaseClock(nil, machine: { start })
        #expect(clock.isDue && clock.now() == start)
        clock.take(DatabaseClock.tolerance, within: 0)
        #expect(!clock.isDue && clock.now().milliseconds - start.milliseconds < 10_000)
        clock.take(50_000, within: 0)
        #expect(clock.now().milliseconds - start.milliseconds >= 50_000)
        // Back: it never tells an instant before one that it has told.
        clock.take(-50_000, within: 0)
        #expect(clock.now().milliseconds - start.milliseconds >= 50_000)
    }

    @Test func `where the server cannot be asked the machine's clock goes on, and it is asked again`() {
        let clock = DatabaseClock(nil, machine: { Timestamp(milliseconds: 5) })
        clock.measure { nil }
        #expect(clock.isDue && clock.now().milliseconds == 5)
        let given = DatabaseClock(SteadyClock.process, machine: { Timestamp(milliseconds: 5) })
        #expect(!given.isDue && given.now().milliseconds > 5)
    }
}
