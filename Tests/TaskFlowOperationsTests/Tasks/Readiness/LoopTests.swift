import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Tasks never wait for each other in a loop, be it through needs, parents or both.
@Suite struct LoopTests {
    @Test(arguments: Engine.all) func `loops are refused with their path`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let top = try await ana.addTask("top")
            let child = try await ana.addTask("child", ["parent_id": top.json])
            let leaf = try await ana.addTask("leaf", ["parent_id": child.json])
            let other = try await ana.addTask("other", ["needs": [top.json]])
            let last = try await ana.addTask("last", ["needs": [other.json]])
            let loops: [(TaskID, TaskID)] = [
                (top, top), (top, leaf), (leaf, top), (child, top), (top, other), (top, last), (leaf, last),
                (child, other),
            ]
            for (task, needed) in loops {
                let refusal = await ana.refusal(of: AddNeed.self, ["id": task.json, "task_id": needed.json])
                #expect(refusal?.code == .dependencyCycle, "\(task) needs \(needed): \(refusal?.message ?? "taken")")
                #expect(refusal?.message.contains("\(needed)") == true)
                #expect(await ana.patchRefusal(task, ["needs": [needed.json]])?.code == .dependencyCycle)
            }
            // Moves close loops too: `last` waits for `top`, so `top` cannot wait for its completion as a part.
            for (task, parent) in [(last, leaf), (other, child)] {
                #expect(await ana.patchRefusal(task, ["parent_id": parent.json])?.code == .dependencyCycle)
            }
            let born = await ana.refusal(
                of: CreateTask.self, ["title": "x", "parent_id": leaf.json, "needs": [last.json]])
            #expect(born?.code == .dependencyCycle)
            // Siblings may wait for each other, one way.
            let sibling = try await ana.addTask("sibling", ["parent_id": child.json, "needs": [leaf.json]])
            #expect(
                await ana.refusal(of: AddNeed.self, ["id": leaf.json, "task_id": sibling.json])?.code
                    == .dependencyCycle)
            #expect(try await crew.faults() == [])
            #expect(try await crew.count("SELECT count(*) FROM task_needs") == 3)
        }
    }

    @Test func `two edges at once, each legal alone, make no loop`() async throws {
        try await withCrew(.postgres) { crew in
            let ana = try await crew.worker("@ana")
            for _ in 0..<10 {
                let (one, two) = (try await ana.addTask("1"), try await ana.addTask("2"))
                let refusals = await withTaskGroup(of: TaskFlowError?.self) { group in
                    for (task, needed) in [(one, two), (two, one)] {
                        group.addTask {
                            await ana.refusal(of: AddNeed.self, ["id": task.json, "task_id": needed.json])
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(refusals.compactMap { $0?.code } == [.dependencyCycle])
            }
        }
    }

    @Test(arguments: Engine.all) func `a long chain is no loop, and its ends make one`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let first = try await ana.addTask("0")
            var last = first
            for number in 1..<200 { last = try await ana.addTask("\(number)", ["needs": [last.json]]) }
            #expect(
                await ana.refusal(of: AddNeed.self, ["id": first.json, "task_id": last.json])?.code == .dependencyCycle)
        }
    }
}
