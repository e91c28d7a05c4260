import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A completed parent has no open subtask, and no task lies under itself, whoever comes at the same time.
@Suite(.timeLimit(.minutes(10))) struct SubtaskRaceTests {
    private struct Late {
        let step: any Operation.Type
        let input: JSONObject
    }

    /// A parent in progress with one completed subtask.
    private func family(_ owner: CrewMember) async throws -> (parent: TaskID, child: TaskID) {
        let parent = try await owner.addTask("parent")
        let child = try await owner.addTask("child", ["parent_id": parent.json])
        for id in [parent, child] { try await owner.call(StartTask.self, ["task_id": id.json]) }
        try await owner.call(CompleteTask.self, ["task_id": child.json])
        return (parent, child)
    }

    @Test(arguments: Engine.all) func `a subtask comes too late for a parent that is completed`(_ engine: Engine)
        async throws
    {
        try await Race.with(engine) { race in
            let owner = try await race.crew.worker("@owner")
            let (parent, child) = try await family(owner)
            let stray = try await owner.addTask("stray")
            let added = try await race.run(
                owner, CompleteTask.self, ["task_id": parent.json],
                owner, CreateTask.self, ["title": "late", "parent_id": parent.json])
            #expect(added.first == nil && added.second?.code == .openSubtasks)
            try await owner.call(ReopenTask.self, ["task_id": parent.json])
            for late in [
                Late(step: ReopenTask.self, input: ["task_id": child.json]),
                Late(step: UpdateTask.self, input: ["task_id": child.json, "status": "pending"]),
                Late(step: UpdateTask.self, input: ["task_id": stray.json, "parent_id": parent.json]),
            ] {
                try await owner.call(StartTask.self, ["task_id": parent.json])
                let outcome = try await later(late.step, late.input, behind: parent, owner, race)
                #expect(outcome.first == nil && outcome.second?.code == .openSubtasks, "\(late.step)")
                try await owner.call(ReopenTask.self, ["task_id": parent.json])
            }
        }
    }

    private func later<O: Operation>(
        _ step: O.Type, _ input: JSONObject, behind parent: TaskID, _ owner: CrewMember, _ race: Race
    ) async throws -> Race.Outcome {
        try await race.run(owner, CompleteTask.self, ["task_id": parent.json], owner, step, input)
    }

    @Test(arguments: Engine.all) func `a parent is not completed while a subtask comes`(_ engine: Engine) async throws {
        try await Race.with(engine) { race in
            let owner = try await race.crew.worker("@owner")
            let (parent, child) = try await family(owner)
            let complete: JSONObject = ["task_id": parent.json]
            let added = try await race.run(
                owner, CreateTask.self, ["title": "new", "parent_id": parent.json], owner, CompleteTask.self, complete)
            #expect(added.first == nil && added.second?.code == .openSubtasks)
            try await owner.call(DeleteTask.self, ["task_id": (child.rawValue + 1).json])
            let reopened = try await race.run(
                owner, ReopenTask.self, ["task_id": child.json], owner, CompleteTask.self, complete)
            #expect(reopened.first == nil && reopened.second?.code == .openSubtasks)
        }
    }

    @Test(arguments: Engine.all) func `two tasks are not put under each other`(_ engine: Engine) async throws {
        try await Race.with(engine) { race in
            let owner = try await race.crew.worker("@owner")
            let (one, two) = (try await owner.addTask(), try await owner.addTask())
            let outcome = try await race.run(
                owner, UpdateTask.self, ["task_id": one.json, "parent_id": two.json],
                owner, UpdateTask.self, ["task_id": two.json, "parent_id": one.json])
            #expect(outcome.first == nil && outcome.second?.code == .invalidState)
        }
    }

    /// Neither touches a task that the other changes or names: only the tasks between them show the cycle.
    @Test(arguments: Engine.all) func `no cycle closes over tasks between`(_ engine: Engine) async throws {
        try await Race.with(engine) { race in
            let owner = try await race.crew.worker("@owner")
            var ids: [TaskID] = []
            for _ in 0..<4 { ids.append(try await owner.addTask()) }
            try await owner.patch(ids[1], ["parent_id": ids[2].json])
            try await owner.patch(ids[3], ["parent_id": ids[0].json])
            let outcome = try await race.run(
                owner, UpdateTask.self, ["task_id": ids[0].json, "parent_id": ids[1].json],
                owner, UpdateTask.self, ["task_id": ids[2].json, "parent_id": ids[3].json])
            #expect(outcome.first == nil && outcome.second?.code == .invalidState)
        }
    }

    @Test(arguments: Engine.all) func `a tree that is deleted takes what came under it along`(_ engine: Engine)
        async throws
    {
        try await Race.with(engine) { race in
            let owner = try await race.crew.worker("@owner")
            let (parent, child) = try await family(owner)
            try await owner.call(ReopenTask.self, ["task_id": child.json])
            let outcome = try await race.run(
                owner, CreateTask.self, ["title": "new", "parent_id": child.json],
                owner, DeleteTask.self, ["task_id": parent.json])
            #expect(outcome.first == nil && outcome.second == nil)
            #expect(try await race.crew.count("SELECT count(*) FROM tasks") == 0)
            #expect(try await race.crew.count("SELECT count(*) FROM audit_log WHERE action = 'deleted'") == 3)
        }
    }

    @Test(arguments: Engine.all) func `what is deleted twice at once has one row`(_ engine: Engine) async throws {
        try await Race.with(engine) { race in
            let owner = try await race.crew.worker("@owner")
            let (parent, child) = try await family(owner)
            let outcome = try await race.run(
                owner, DeleteTask.self, ["task_id": child.json], owner, DeleteTask.self, ["task_id": parent.json])
            #expect(outcome.first == nil && outcome.second == nil)
            #expect(try await race.crew.count("SELECT count(*) FROM audit_log WHERE action = 'deleted'") == 2)
        }
    }
}
