import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Generations: who comes late does not write over the work of whoever has the task now.
@Suite struct FenceTests {
    private static let steps: [(any Command.Type, JSONObject)] = [
        (UpdateProgress.self, ["percent": 50]), (SubmitTask.self, [:]), (CompleteTask.self, [:]),
        (ReleaseTask.self, [:]), (BlockTask.self, ["reason": "stuck"]),
    ]

    @Test(arguments: Engine.all) func `a holder by claim_next says its generation, and the refusal names it`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let bot = try await crew.worker("@bot", type: .agent)
            let task = try await bot.addTask()
            _ = try await bot.claimed()
            for (step, input) in Self.steps {
                let call = input.with("task_id", task.json)
                let missing = try #require(await bot.refusal(of: step, call))
                #expect(missing.code == .validationFailed && missing.message.hasSuffix("which is 1"))
                #expect(missing.issues.first?.location == [.name("body"), .name("generation")])
                let other = await bot.refusal(of: step, call.with("generation", 2))
                #expect(other?.code == .leaseLost)
            }
            #expect(try await bot.patch(task, ["progress_percent": 10]).progressPercent.rawValue == 10)
            #expect(await bot.patchRefusal(task, ["progress_percent": 20, "generation": 7])?.code == .leaseLost)
            #expect(try await bot.task(task).version == 3)
        }
    }

    @Test(arguments: Engine.all) func `a lease by a plain start needs none, and is checked where it is said`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let bot = try await crew.worker("@bot", type: .agent)
            let task = try await bot.addTask()
            let lease = try #require(try await bot.call(StartTask.self, ["task_id": task.json]).lease)
            #expect(lease.generation.rawValue == 1)
            #expect(
                await bot.refusal(of: SubmitTask.self, ["task_id": task.json, "generation": 2])?.code == .leaseLost)
            #expect(try await bot.call(SubmitTask.self, ["task_id": task.json]).status == .review)
        }
    }

    @Test(arguments: Engine.all)
    func `the lease is lost before authority and state are looked at, to those who see the task`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ana, bot) = (try await crew.worker("@ana"), try await crew.worker("@bot", type: .agent))
            let other = try await crew.worker("@other", type: .agent)
            let task = try await ana.addTask()
            _ = try await bot.claimed()
            try await ana.call(AssignTask.self, ["task_id": task.json, "assignee": "@other"])
            let late = await bot.refusal(of: SubmitTask.self, ["task_id": task.json, "generation": 1])
            #expect(late?.code == .leaseLost && late?.message.contains("@other") == true)
            try await other.call(CompleteTask.self, ["task_id": task.json])
            let later = await bot.refusal(of: CompleteTask.self, ["task_id": task.json, "generation": 1])
            #expect(later?.code == .leaseLost && later?.message.contains("completed") == true)
            let away = await bot.refusal(of: SubmitTask.self, ["task_id": 999, "generation": 1])
            #expect(away?.code == .notFound)
        }
    }

    @Test(arguments: Engine.all) func `owners and admins act on another's claim without a generation`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ana, bot) = (
                try await crew.worker("@ana", isAdmin: true), try await crew.worker("@bot", type: .agent)
            )
            let task = try await ana.addTask()
            _ = try await bot.claimed()
            #expect(try await ana.call(BlockTask.self, ["task_id": task.json, "reason": "hold it"]).lease == nil)
            #expect(try await ana.call(UnblockTask.self, ["task_id": task.json]).lease?.generation.rawValue == 1)
            // The generation is good again: the same worker goes on.
            #expect(
                try await bot.call(SubmitTask.self, ["task_id": task.json, "generation": 1]).blockedKind == nil)
        }
    }

    @Test(arguments: Engine.all) func `what ends a lease, and what raises the generation`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let (ana, bot) = (
                try await crew.worker("@ana", isAdmin: true), try await crew.worker("@bot", type: .agent)
            )
            let task = try await ana.addTask()
            func generation() async throws -> Int {
                try await crew.count("SELECT generation FROM task_leases WHERE task_id = \(task)")
            }
            _ = try await bot.claimed()
            // Handed on and back: the same generation.
            try await bot.call(SubmitTask.self, ["task_id": task.json, "generation": 1])
            #expect(try await bot.task(task).lease == nil)
            let back = try await ana.call(RejectTask.self, ["task_id": task.json, "reason": "more"])
            #expect(back.lease?.generation.rawValue == 1)
            // Given to another and to nobody: a higher one.
            try await ana.call(AssignTask.self, ["task_id": task.json, "assignee": .null])
            #expect(try await generation() == 2)
            #expect(try await ana.task(task).status == .pending)
            #expect(try await bot.call(StartTask.self, ["task_id": task.json]).lease?.generation.rawValue == 3)
            try await bot.call(ReleaseTask.self, ["task_id": task.json])
            #expect(try await generation() == 4)
            // A person takes it: whoever had it is late.
            try await ana.call(StartTask.self, ["task_id": task.json])
            #expect(try await generation() == 5)
            #expect(try await ana.task(task).lease == nil)
        }
    }

    @Test(arguments: Engine.all) func `a key that is revoked ends the leases of its claims alone`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            let first = try await crew.worker("@bot", type: .agent)
            let second = try await crew.worker("@bot", type: .agent)
            let tasks = [try await ana.addTask("one"), try await ana.addTask("two")]
            _ = try await first.claimed()
            _ = try await second.claimed()
            let key = try await crew.count("SELECT min(id) FROM keys WHERE worker_id = '@bot'")
            try await ana.call(RevokeKey.self, ["id": "@bot", "key_id": .integer(key)])
            #expect(try await ana.task(tasks[0]).status == .pending)
            #expect(try await ana.task(tasks[1]).lease?.generation.rawValue == 1)
            #expect(try await ana.actions(on: tasks[0]).last == .released)
            let late = await second.refusal(of: SubmitTask.self, ["task_id": tasks[0].json, "generation": 1])
            #expect(late?.code == .leaseLost)
        }
    }
}
