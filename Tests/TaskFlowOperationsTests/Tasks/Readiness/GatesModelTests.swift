import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Random changes of a small forest of tasks, by several at once: afterwards each counter is what it is counted anew to be.
@Suite(.timeLimit(.minutes(5))) struct GatesModelTests {
    @Test(arguments: Engine.all) func `counters are right after each of many random changes`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            for _ in 0..<12 { _ = try await ana.addTask() }
            var changes = RandomChanges(ana, seed: 11)
            for step in 0..<300 {
                await changes.makeOne()
                let faults = try await crew.faults()
                #expect(faults == [], "after step \(step): \(changes.last)")
                if !faults.isEmpty { return }
            }
            #expect(changes.done > 60)
        }
    }

    @Test(arguments: Engine.all) func `counters are right after changes by several at once`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            for _ in 0..<12 { _ = try await ana.addTask() }
            let done = await withTaskGroup(of: Int.self) { group in
                for seed in 0..<6 {
                    group.addTask {
                        var changes = RandomChanges(ana, seed: UInt64(seed))
                        for _ in 0..<60 { await changes.makeOne() }
                        return changes.done
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(try await crew.faults() == [])
            #expect(done > 60)
            let board = try await ana.call(Board.self).json["columns"]?.arrayValue?.map { $0["total"] }
            try await crew.database.write { tx throws(TaskFlowError) in try TaskTotals.merge(in: tx) }
            #expect(try await crew.faults() == [])
            #expect(try await crew.count("SELECT count(*) FROM task_totals WHERE part <> 0") == 0)
            #expect(try await ana.call(Board.self).json["columns"]?.arrayValue?.map { $0["total"] } == board)
        }
    }
}

private struct RandomChanges {
    private let member: CrewMember
    private var random: SeededGenerator
    private(set) var done = 0
    private(set) var last = ""

    init(_ member: CrewMember, seed: UInt64) {
        self.member = member
        random = SeededGenerator(seed: seed)
    }

    /// Numbers of tasks are the same for all who change: they meet.
    private mutating func task() -> JSON { .integer(Int.random(in: 1...25, using: &random)) }

    /// Some tasks that hang together, and on those that are there.
    private mutating func plan(_ one: JSON, _ two: JSON) -> JSONObject {
        let tasks = (0..<4).map { number -> JSON in
            let earlier: JSON = .string("t\(Int.random(in: 0...max(0, number - 1), using: &random))")
            let parent = [.null, earlier, one].randomElement(using: &random) ?? .null
            let needs: [JSON] = [[], [earlier], [two], ["t3"]].randomElement(using: &random) ?? []
            return [
                "ref": .string("t\(number)"), "title": "t", "parent": number == 0 ? .null : parent,
                "needs": .array(number == 0 ? [] : needs),
            ]
        }
        return ["parent_id": Bool.random(using: &random) ? two : .null, "tasks": .array(tasks)]
    }

    mutating func makeOne() async {
        let (one, two) = (task(), task())
        let kind = Int.random(in: 0..<15, using: &random)
        let input: JSONObject
        let refusal: TaskFlowError?
        switch kind {
        case 0...2:
            input = [
                "title": "t", "parent_id": Bool.random(using: &random) ? one : .null,
                "needs": Bool.random(using: &random) ? [two] : [],
            ]
            refusal = await member.refusal(of: CreateTask.self, input)
        case 3:
            input = ["id": one, "task_id": two]
            refusal = await member.refusal(of: AddNeed.self, input)
        case 4:
            input = ["id": one, "needed_id": two]
            refusal = await member.refusal(of: RemoveNeed.self, input)
        case 5:
            input = ["task_id": one, "parent_id": Bool.random(using: &random) ? two : .null, "needs": [task()]]
            refusal = await member.refusal(of: UpdateTask.self, input)
        case 6:
            input = ["task_id": one, "parent_id": two]
            refusal = await member.refusal(of: UpdateTask.self, input)
        case 7, 8:
            input = ["task_id": one, "force": true]
            refusal = await member.refusal(of: StartTask.self, input)
        case 9, 10:
            input = ["task_id": one]
            refusal = await member.refusal(of: CompleteTask.self, input)
        case 11:
            input = ["task_id": one]
            refusal = await member.refusal(of: ReopenTask.self, input)
        case 12:
            let dates: [JSON] = ["2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z", .null]
            input = ["task_id": one, "not_before": dates.randomElement(using: &random) ?? .null]
            refusal = await member.refusal(of: UpdateTask.self, input)
        case 13:
            input = plan(one, two)
            refusal = await member.refusal(of: CreatePlan.self, input)
        default:
            input = ["task_id": one, "force": true]
            refusal = await member.refusal(of: DeleteTask.self, input)
        }
        last = "\(kind) \(JSON.object(input).text): \(refusal?.message ?? "done")"
        if refusal == nil { done += 1 }
        if let refusal, refusal.code == .internal || refusal.code == .unavailable {
            Issue.record("\(last) \(refusal.cause ?? "")")
        }
    }
}

extension Crew {
    /// What is wrong with the counters.
    func faults() async throws -> [String] {
        try await database.read { tx throws(TaskFlowError) in
            try TaskCounters.faults(in: tx) + TaskTotals.faults(in: tx) + TaskLeases.faults(in: tx)
                + TaskWords.faults(in: tx)
        }
    }
}

extension CrewMember {
    /// Takes a step with a task.
    func take<O: Command>(_ operation: O.Type, _ task: TaskID) async throws {
        _ = try await call(operation, ["task_id": task.json])
    }
}
