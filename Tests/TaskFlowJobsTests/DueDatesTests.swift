import Logging
import ServiceLifecycle
import TaskFlowDomain
import TaskFlowJobs
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct DueDatesTests {
    @Test(arguments: Engine.all) func `a task is ready when its date has come, and nobody asked`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let job = DueDates(database: crew.database)
            try await withThrowingTaskGroup { group in
                let date = Timestamp.system().adding(seconds: 2)
                let id = try await ana.addTask("later", ["not_before": date.json])
                let part = try await ana.addTask("part", ["parent_id": id.json])
                group.addTask { try await Ticker([job], logger: Logger(label: "test")).run() }
                #expect(try await !ana.call(GetTask.self, ["task_id": part.json]).ready)
                for _ in 0..<2_000 where try await !ana.call(GetTask.self, ["task_id": part.json]).ready {
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(try await ana.call(GetTask.self, ["task_id": part.json]).ready)
                let faults = try await crew.database.read { tx throws(TaskFlowError) in try TaskCounters.faults(in: tx)
                }
                #expect(faults == [])
                group.cancelAll()
            }
        }
    }
}
