import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A late holder takes a task back with what it brings, and has it by its old claim, also when that ends its turn.
@Suite(.timeLimit(.minutes(5))) struct ResumptionTests {
    @Test(arguments: Engine.all) func `who comes late and hands the task on gets it back by the same claim`(
        _ engine: Engine
    ) async throws {
        let steps: [(any Command.Type, JSONObject, any Command.Type)] = [
            (AskQuestion.self, ["prompt": "Which?"], AnswerQuestion.self),
            (BlockTask.self, ["reason": "rain"], UnblockTask.self),
            (SubmitTask.self, [:], RejectTask.self),
        ]
        for (step, input, back) in steps {
            let clock = TestClock()
            try await withCrew(engine, clock: clock) { crew, _ in
                let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
                let task = try await ada.addTask()
                let generation = try #require(try await bot.claimed(["ttl_seconds": 60]).lease?.generation)
                try await crew.pass(seconds: 90, clock)
                #expect(try await ada.task(task).status == .pending)
                let late = input.adding(["task_id": task.json, "generation": generation.json])
                #expect(await bot.refusal(of: step, late) == nil)
                let question = try await ada.call(ListQuestions.self).elements.first
                let answer: JSONObject = ["task_id": task.json, "reason": "again", "text": "this"]
                #expect(await ada.refusal(of: back, answer.with("question_id", question?.id.json ?? .null)) == nil)
                let now = try await ada.task(task)
                #expect(now.status == .inProgress && now.assignedTo?.rawValue == "@bot", "\(step)")
                #expect(now.lease?.generation == generation, "\(step)")
                // Were it to vanish, the task would come back.
                try await crew.pass(seconds: 90, clock)
                #expect(try await ada.task(task).status == .pending, "\(step)")
            }
        }
    }

    @Test(arguments: Engine.all) func `who comes late and gives the task back is not offered it at once`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let task = try await ada.addTask()
            let generation = try #require(try await bot.claimed(["ttl_seconds": 60]).lease?.generation)
            try await crew.pass(seconds: 90, clock)
            let late: JSONObject = ["task_id": task.json, "generation": generation.json]
            #expect(await bot.refusal(of: ReleaseTask.self, late) == nil)
            #expect(await bot.refusal(of: UpdateProgress.self, late.with("percent", 5))?.code == .leaseLost)
            try await crew.pass(seconds: 120, clock)
            #expect(try await bot.miss() == "deferred")
        }
    }
}
