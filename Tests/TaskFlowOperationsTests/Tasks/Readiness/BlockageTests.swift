import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Why a blocked task is not ready.
@Suite struct BlockageTests {
    @Test(arguments: Engine.all) func `it says whose answer it waits for`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let (task, other) = (try await ada.addTask("first"), try await ada.addTask("other"))
            try await bot.take(StartTask.self, task)
            let said = try await bot.ask(other, ["prompt": "About another task"])
            let first = try await bot.ask(task, ["prompt": "1"])
            try await bot.ask(task, ["prompt": "2", "blocking": false])
            let third = try await bot.ask(task, ["prompt": "3"])
            let both = "for @ada to answer question \(first.id), for @ada to answer question \(third.id)"
            #expect(try await ada.why(task) == ["Task \(task) is blocked: it waits \(both)"])
            for number in 4...5 { try await bot.ask(task, ["prompt": .string("\(number)")]) }
            #expect(try await ada.why(task).first?.hasSuffix(", and for more") == true)
            let one = "Task \(other) is blocked: it waits for @ada to answer question \(said.id)"
            #expect(try await ada.why(other) == [one])
        }
    }

    @Test(arguments: Engine.all) func `it says what was given as the reason`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada")
            let (task, long) = (try await ada.addTask("first"), try await ada.addTask("long"))
            try await ada.call(BlockTask.self, ["task_id": task.json, "reason": "no flour"])
            #expect(try await ada.why(task) == ["Task \(task) is blocked: no flour"])
            let reason = String(repeating: "ä", count: 300)
            try await ada.call(BlockTask.self, ["task_id": long.json, "reason": .string(reason)])
            #expect(try await ada.why(long) == ["Task \(long) is blocked: \(reason.prefix(199))…"])
        }
    }
}

extension CrewMember {
    /// The texts of the reasons why a task is not ready.
    fileprivate func why(_ task: TaskID) async throws -> [String] {
        let found = try await call(ExplainTask.self, ["task_id": task.json]).json
        return found["reasons"]?.arrayValue?.compactMap { $0["text"]?.stringValue } ?? []
    }
}
