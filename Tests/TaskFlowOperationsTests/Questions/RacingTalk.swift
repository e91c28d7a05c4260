import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A task that @bot works on, of @ada, who answers for it; @boss is an admin.
struct RacingTalk {
    let race: Race
    let ada: CrewMember
    let boss: CrewMember
    let bot: CrewMember
    let task: TaskID

    var onTask: JSONObject { ["task_id": task.json] }

    func ask(_ more: JSONObject = [:]) async throws -> JSONObject {
        let question = try await bot.call(AskQuestion.self, onTask.adding(["prompt": "Which?"]).adding(more))
        return ["question_id": question.id.json]
    }

    func say(_ text: String = "So it is") async throws -> JSONObject {
        ["comment_id": try await bot.call(AddComment.self, onTask.with("text", .string(text))).id.json]
    }

    func endings() async throws -> [AuditAction] {
        let ends: [AuditAction] = [.answered, .withdrawn, .questionExpired, .questionClosed]
        return try await boss.actions(on: task).filter { ends.contains($0) }
    }
}

/// Runs a test with a talk on a fresh database of an engine.
func withTalk(_ engine: Engine, _ body: (RacingTalk) async throws -> Void) async throws {
    try await Race.with(engine) { race in
        let (ada, boss) = (try await race.crew.worker("@ada"), try await race.crew.worker("@boss", isAdmin: true))
        let bot = try await race.crew.worker("@bot", type: .agent)
        let task = try await ada.addTask()
        try await bot.call(StartTask.self, ["task_id": task.json])
        try await body(RacingTalk(race: race, ada: ada, boss: boss, bot: bot, task: task))
        #expect(try await race.crew.faults() == [])
    }
}
