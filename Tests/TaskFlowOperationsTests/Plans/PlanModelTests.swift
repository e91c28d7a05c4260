import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A random plan has the loops that come about when its tasks are made one by one, and makes the same tasks.
@Suite(.timeLimit(.minutes(5))) struct PlanModelTests {
    private static let size = 6

    @Test(arguments: Engine.all) func `a plan is what making its tasks one by one would be`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            var random = SeededGenerator(seed: 5)
            var there: [TaskID] = []
            var (made, refused) = (0, 0)
            for round in 0..<60 {
                // Each wood of tasks is built upon a few times.
                if round % 6 == 0 { there = [] }
                let plan = RandomPlan(Self.size, there, &random)
                let told = await loops(of: plan.json, ana)
                // Loops that lie in the plan alone are told before anything is looked up.
                if plan.hasOuter, !(await loops(of: plan.inner, ana)).isEmpty { continue }
                if told.isEmpty {
                    there += try await ids(of: plan.json, ana)
                    made += 1
                } else {
                    let (ids, loops) = try await plan.makeOneByOne(ana)
                    #expect(told == loops, "\(JSON.object(plan.json).text)")
                    there += ids
                    refused += 1
                }
                #expect(try await crew.faults() == [])
            }
            #expect(made > 10 && refused > 10, "\(made) \(refused)")
        }
    }

    /// The needs that a plan is refused for: `[1, 0]` is the first one of the second task.
    private func loops(of plan: JSONObject, _ member: CrewMember) async -> [[Int]] {
        let refusal = await member.refusal(of: CreatePlan.self, plan.with("dry_run", true))
        return (refusal?.issues ?? []).map { $0.location.compactMap(\.json.integerValue) }
    }

    private func ids(of plan: JSONObject, _ member: CrewMember) async throws -> [TaskID] {
        let answer = try await member.call(CreatePlan.self, plan).json
        return answer["ids"]?.objectValue?.members.map { TaskID(trusted: $0.value.integerValue ?? 0) } ?? []
    }
}

private struct RandomPlan {
    private var parents: [JSON] = []
    private var needs: [[JSON]] = []
    private(set) var hasOuter = false

    init(_ size: Int, _ there: [TaskID], _ random: inout SeededGenerator) {
        for task in 0..<size {
            func one(earlier: Bool) -> JSON {
                if let id = there.randomElement(using: &random), Int.random(in: 0..<3, using: &random) == 0 {
                    hasOuter = true
                    return id.json
                }
                return .string("t\(Int.random(in: 0..<max(1, earlier ? task : size), using: &random))")
            }
            let isRoot = task == 0 || Bool.random(using: &random)
            parents.append(isRoot ? .null : one(earlier: true))
            let count = Int.random(in: 0...2, using: &random)
            let drawn = (0..<count).map { _ in one(earlier: false) }
            needs.append(drawn.enumerated().filter { place, need in !drawn[..<place].contains(need) }.map(\.element))
        }
    }

    var json: JSONObject { plan { $0 } }
    /// The plan without the tasks that are there already.
    var inner: JSONObject { plan { $0.stringValue == nil ? .null : $0 } }

    private func plan(_ kept: (JSON) -> JSON) -> JSONObject {
        let tasks = parents.indices.map { task -> JSON in
            let needs = needs[task].map(kept).filter { $0 != .null }
            return [
                "ref": .string("t\(task)"), "title": "t", "parent": kept(parents[task]), "needs": .array(needs),
            ]
        }
        return ["tasks": .array(tasks)]
    }

    /// Makes the tasks, then their needs in order; answers those that are refused.
    func makeOneByOne(_ member: CrewMember) async throws -> (ids: [TaskID], loops: [[Int]]) {
        var ids: [TaskID] = []
        func id(_ reference: JSON) -> JSON {
            guard let ref = reference.stringValue else { return reference }
            return ids[Int(ref.dropFirst()) ?? 0].json
        }
        for parent in parents { ids.append(try await member.addTask("t", ["parent_id": id(parent)])) }
        var loops: [[Int]] = []
        for (task, needs) in needs.enumerated() {
            for (place, need) in needs.enumerated() {
                let refusal = await member.refusal(of: AddNeed.self, ["id": ids[task].json, "task_id": id(need)])
                if refusal?.code == .dependencyCycle { loops.append([task, place]) }
            }
        }
        return (ids, loops)
    }
}
