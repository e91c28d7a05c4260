import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct StartTaskTests {
    @Test(arguments: Engine.all) func `of 64 who start one task at once, one wins`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let task = try await owner.addTask()
            var agents: [CrewMember] = []
            for number in 0..<64 { agents.append(try await crew.worker("@agent-\(number)", type: .agent)) }
            let results = await withTaskGroup(of: TaskFlowError?.self) { group in
                for agent in agents {
                    group.addTask { await agent.refusal(of: StartTask.self, ["task_id": task.json]) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.filter { $0 == nil }.count == 1)
            let refusals = results.compactMap { $0 }
            #expect(refusals.allSatisfy { $0.code == .invalidState })
            #expect(refusals.allSatisfy { $0.message == "Cannot start task with status 'in_progress'" })
            #expect(try await crew.count("SELECT COUNT(*) FROM audit_log WHERE action = 'started'") == 1)
        }
    }

    @Test(arguments: Engine.all) func `the winner is told so when it starts again`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let agent = try await crew.worker("@claude", type: .agent)
            let task = try await agent.addTask()
            let started = try await agent.call(StartTask.self, ["task_id": task.json])
            #expect(started.status == .inProgress)
            #expect(started.assignedTo == WorkerID(trusted: "@claude"))
            #expect(started.startedAt != nil)
            #expect(started.version == 2)
            let refusal = await agent.refusal(of: StartTask.self, ["task_id": task.json])
            #expect(refusal?.code == .invalidState)
            #expect(refusal?.message == "You already hold task \(task)")
        }
    }

    @Test(arguments: Engine.all) func `a pending task of someone else's is refused`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let other = try await crew.worker("@other", type: .agent)
            let task = try await owner.addTask("Mine", ["assigned_to": "@owner"])
            #expect(await other.refusal(of: StartTask.self, ["task_id": task.json])?.code == .assignedToOther)
        }
    }
}
