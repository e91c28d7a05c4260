import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What a start demands beside the task's state, and how it is explained.
@Suite struct StartGateTests {
    @Test(arguments: Engine.all) func `before its date a task is not started, nor what lies under it`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let ana = try await crew.worker("@ana")
            let date = Timestamp(milliseconds: clock.steady.now().milliseconds + 3_600_000)
            let task = try await ana.addTask("later", ["not_before": date.json])
            let child = try await ana.addTask("part", ["parent_id": task.json])
            for id in [task, child] {
                #expect(await ana.refusal(of: StartTask.self, ["task_id": id.json])?.code == .notReady)
            }
            let why = try await ana.call(ExplainTask.self, ["task_id": child.json]).json
            #expect(why["ready"] == false && why["next_eligible_at"] == date.json)
            #expect(why["reasons"]?.arrayValue?.map { $0["task_id"] } == [task.json])
            clock.turn(seconds: 3_600)
            #expect(try await ana.call(StartTask.self, ["task_id": child.json]).status == .inProgress)
            #expect(try await ana.call(StartTask.self, ["task_id": task.json]).status == .inProgress)
            #expect(try await crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `a person may start by force, an agent not`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ana, bot) = (try await crew.worker("@ana"), try await crew.worker("@bot", type: .agent))
            let first = try await ana.addTask("first")
            let second = try await ana.addTask("second", ["needs": [first.json]])
            let forced: JSONObject = ["task_id": second.json, "force": true]
            #expect(await bot.refusal(of: StartTask.self, forced)?.code == .forbidden)
            #expect(try await ana.call(StartTask.self, forced).status == .inProgress)
            let sql: SQL = "SELECT count(*) FROM audit_log WHERE action = 'started' AND context LIKE '%forced%'"
            #expect(try await crew.count(sql) == 1)
        }
    }

    @Test(arguments: Engine.all) func `an agent starts only what it can do`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ana, bot) = (
                try await crew.worker("@ana", isAdmin: true), try await crew.worker("@bot", type: .agent)
            )
            let task = try await ana.addTask("port it", ["requires": ["swift", "linux"]])
            let refusal = await bot.refusal(of: StartTask.self, ["task_id": task.json])
            #expect(refusal?.code == .notReady && refusal?.message.contains("linux, swift") == true)
            let why = try await bot.call(ExplainTask.self, ["task_id": task.json]).json
            #expect(why["reasons"]?.arrayValue?.map { $0["code"] } == ["capability", "nobody_can"])
            try await ana.call(
                UpdateWorker.self, ["id": "@bot", "capabilities": ["swift", "linux", "a \"quoted\" one"]])
            #expect(try await bot.call(StartTask.self, ["task_id": task.json]).status == .inProgress)
        }
    }

    @Test(arguments: Engine.all) func `every reason is told`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ana, ben) = (try await crew.worker("@ana"), try await crew.worker("@ben"))
            let task = try await ana.addTask("task", ["assigned_to": "@ana"])
            _ = try await ana.addTask("part", ["parent_id": task.json])
            let why = try await ben.call(ExplainTask.self, ["task_id": task.json]).json
            #expect(why["reasons"]?.arrayValue?.map { $0["code"] } == ["assigned_to_other", "open_children"])
            try await ana.call(StartTask.self, ["task_id": task.json])
            let later = try await ben.call(ExplainTask.self, ["task_id": task.json]).json
            #expect(later["reasons"]?.arrayValue?.first?["code"] == "not_pending")
            #expect(later["reasons"]?.arrayValue?.first?["holder"] == "@ana")
        }
    }
}
