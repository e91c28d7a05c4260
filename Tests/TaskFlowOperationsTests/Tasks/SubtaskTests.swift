import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct SubtaskTests {
    @Test(arguments: Engine.all) func `a parent waits for its subtasks`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let parent = try await owner.addTask("parent")
            let child = try await owner.addTask("child", ["parent_id": parent.json])
            for id in [parent, child] { try await owner.call(StartTask.self, ["task_id": id.json]) }
            #expect(await owner.refusal(of: CompleteTask.self, ["task_id": parent.json])?.code == .openSubtasks)
            #expect(await owner.patchRefusal(parent, ["status": "completed"])?.code == .openSubtasks)
            try await owner.call(CompleteTask.self, ["task_id": child.json])
            try await owner.call(CompleteTask.self, ["task_id": parent.json])
            #expect(await owner.refusal(of: ReopenTask.self, ["task_id": child.json])?.code == .openSubtasks)
            #expect(await owner.patchRefusal(child, ["status": "pending"])?.code == .openSubtasks)
            let late: JSONObject = ["title": "late", "parent_id": parent.json]
            #expect(await owner.refusal(of: CreateTask.self, late)?.code == .openSubtasks)
            let stray = try await owner.addTask("stray")
            #expect(await owner.patchRefusal(stray, ["parent_id": parent.json])?.code == .openSubtasks)
        }
    }

    @Test(arguments: Engine.all) func `no task is a part of itself`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let first = try await owner.addTask("1")
            let second = try await owner.addTask("2", ["parent_id": first.json])
            let third = try await owner.addTask("3", ["parent_id": second.json])
            for parent in [first, second, third] {
                #expect(await owner.patchRefusal(first, ["parent_id": parent.json])?.code == .invalidState)
            }
            #expect(try await owner.patch(third, ["parent_id": first.json]).parentID == first)
            #expect(try await owner.patch(third, ["parent_id": 0]).parentID == nil)
        }
    }

    @Test(arguments: Engine.all) func `a subtask lies in its parent's project`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            for slug in ["one", "two"] { try await owner.call(CreateProject.self, ["slug": .string(slug)]) }
            let parent = try await owner.addTask("parent", ["project_slug": "one"])
            let child = try await owner.addTask("child", ["parent_id": parent.json])
            #expect(try await owner.task(child).projectSlug?.rawValue == "one")
            let stray: JSONObject = ["title": "x", "parent_id": parent.json, "project_slug": "two"]
            #expect(await owner.refusal(of: CreateTask.self, stray)?.code == .invalidState)
            let free = try await owner.addTask("free")
            #expect(await owner.patchRefusal(free, ["parent_id": parent.json])?.code == .invalidState)
        }
    }

    @Test(arguments: Engine.all) func `a task is deleted with what is under it, each with its row`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let root = try await owner.addTask("root")
            let child = try await owner.addTask("child", ["parent_id": root.json])
            let grandchild = try await owner.addTask("grandchild", ["parent_id": child.json])
            try await owner.call(DeleteTask.self, ["task_id": root.json])
            #expect(try await crew.count("SELECT COUNT(*) FROM tasks") == 0)
            for id in [root, child, grandchild] {
                #expect(try await owner.actions(on: id) == [.created, .deleted])
                #expect(await owner.refusal(of: GetTask.self, ["task_id": id.json])?.code == .notFound)
            }
            #expect(try await owner.addTask("next").rawValue == grandchild.rawValue + 1)
        }
    }
}
