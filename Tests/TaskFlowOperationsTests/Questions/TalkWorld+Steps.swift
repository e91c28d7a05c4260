import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What they do with the tasks.
extension TalkWorld {
    mutating func move(_ name: String, _ task: TaskID) async throws {
        let bot = try member(pick(["@bot0", "@bot1"]))
        let fenced: JSONObject = try await {
            let generation = try await crew.generation(of: task, for: bot.handle)
            return generation.map { ["task_id": task.json, "generation": .integer($0)] } ?? ["task_id": task.json]
        }()
        let by: [String: CrewMember] = members
        let (ana, someone) = (try member("@ana"), try #require(by[name]))
        let plain: JSONObject = ["task_id": task.json, "reason": "again"]
        let number = Int.random(in: 0..<14, using: &dice)
        last = "move \(number) of \(task) by \(bot.handle)"
        let refusal: TaskFlowError?
        switch number {
        case 0...3: refusal = await bot.refusal(of: ClaimNext.self, ["ttl_seconds": 60])
        case 4: refusal = await bot.refusal(of: SubmitTask.self, fenced)
        case 5: refusal = await bot.refusal(of: BlockTask.self, fenced.with("reason", "r"))
        case 6: refusal = await bot.refusal(of: CompleteTask.self, fenced)
        case 7: refusal = await bot.refusal(of: Heartbeat.self, fenced)
        case 8: refusal = await ana.refusal(of: UnblockTask.self, plain)
        case 9:
            let judgement: any Command.Type = pick([ApproveTask.self, RejectTask.self])
            refusal = await ana.refusal(of: judgement, plain)
        case 10: refusal = await ana.refusal(of: ReopenTask.self, plain)
        case 11:
            refusal = await someone.refusal(
                of: UpdateTask.self, ["task_id": task.json, "description": .integer(talk.turned).text.json])
        case 12: refusal = await bot.refusal(of: ReleaseTask.self, fenced)
        default:
            guard chance(2) else { return }
            refusal = await ana.refusal(of: DeleteTask.self, ["task_id": task.json])
            if refusal == nil {
                tasks.removeAll { $0 == task }
                try await addTask()
            }
        }
        #expect(
            refusal?.code != .internal && refusal?.code != .unavailable,
            "\(last): \(refusal as Any) \(refusal?.cause ?? "")")
    }
}
