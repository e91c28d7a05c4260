import Foundation
import TaskFlowDomain
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct StatisticsTests {
    @Test(arguments: Engine.all) func `an engine tells how busy it is`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let database = crew.database
            let before = database.statistics
            let gate = DispatchSemaphore(value: 0)
            async let held: Int? = database.read { tx throws(TaskFlowError) in
                gate.wait()
                return try tx.value("SELECT 1", as: Int.self)
            }
            while database.statistics.busy == before.busy { try await Task.sleep(for: .milliseconds(5)) }
            #expect(database.statistics.connections >= database.statistics.busy)
            gate.signal()
            #expect(try await held == 1)
            _ = try await database.write { tx throws(TaskFlowError) in try tx.value("SELECT 2", as: Int.self) }
            // The answer may come a moment before the counter.
            for _ in 0..<2_000 where database.statistics.units < before.units + 2 {
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(database.statistics.units >= before.units + 2)
            #expect(database.statistics.waiting == 0)
        }
    }
}
