import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A task is started only when what it needs is completed.
@Suite struct NeedsTests {
    @Test(arguments: Engine.all) func `a need gates starting, and completion opens the gate`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let first = try await ana.addTask("first")
            let second = try await ana.addTask("second")
            let needs = try await ana.call(AddNeed.self, ["id": second.json, "task_id": first.json])
            #expect(needs.json.arrayValue?.map { $0["id"] } == [first.json])
            let waiting = try await ana.call(GetTask.self, ["task_id": second.json]).task
            #expect(waiting.waits == 1 && !waiting.ready && waiting.version == 2)
            let refusal = await ana.refusal(of: StartTask.self, ["task_id": second.json])
            #expect(refusal?.code == .notReady && refusal?.reasons.first?["code"] == "waits")
            #expect(refusal?.reasons.first?["task_id"] == first.json)
            #expect(await ana.patchRefusal(second, ["status": "in_progress"])?.code == .notReady)
            for operation in [StartTask.self, CompleteTask.self] as [any Command.Type] {
                try await ana.take(operation, first)
            }
            let free = try await ana.call(GetTask.self, ["task_id": second.json]).task
            #expect(free.waits == 0 && free.ready && free.version == 2)
            #expect(try await ana.call(StartTask.self, ["task_id": second.json]).status == .inProgress)
            // What runs already goes on when the other is reopened.
            try await ana.take(ReopenTask.self, first)
            let running = try await ana.call(GetTask.self, ["task_id": second.json]).task
            #expect(running.waits == 1 && running.status == .inProgress)
            #expect(try await crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `the same edge twice is one, and each change has its row`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let (first, second) = (try await ana.addTask("1"), try await ana.addTask("2"))
            let input: JSONObject = ["id": second.json, "task_id": first.json]
            #expect(try await ana.call(AddNeed.self, input).success == nil)
            #expect(try await ana.call(AddNeed.self, input).success == .ok)
            #expect(try await crew.count("SELECT count(*) FROM audit_log WHERE action = 'need_added'") == 1)
            try await ana.call(RemoveNeed.self, ["id": second.json, "needed_id": first.json])
            #expect(
                await ana.refusal(of: RemoveNeed.self, ["id": second.json, "needed_id": first.json])?.code == .notFound)
            #expect(try await crew.count("SELECT count(*) FROM audit_log WHERE action = 'need_removed'") == 1)
            let task = try await ana.call(GetTask.self, ["task_id": second.json]).task
            #expect(task.ready && task.version == 3)
            let missing = await ana.refusal(of: AddNeed.self, ["id": second.json, "task_id": 999])
            #expect(missing?.code == .validationFailed && "\(missing?.issues ?? [])".contains("task_id"))
        }
    }

    @Test(arguments: Engine.all) func `create and edit take the whole set`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let (first, second) = (try await ana.addTask("1"), try await ana.addTask("2"))
            let third = try await ana.addTask("3", ["needs": [first.json, second.json], "requires": ["swift"]])
            let task = try await ana.call(GetTask.self, ["task_id": third.json]).task
            #expect(task.waits == 2 && !task.ready && task.requires.all.map(\.rawValue) == ["swift"])
            #expect(try await ana.patch(third, ["needs": [second.json]]).waits == 1)
            #expect(try await ana.patch(third, ["needs": .null]).ready)
            let fault = await ana.refusal(of: CreateTask.self, ["title": "x", "needs": [first.json, 77, 78]])
            #expect(fault?.issues.map(\.location.last) == [.index(1), .index(2)])
            #expect(try await crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `a closed gate closes those of the tasks under it`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let blocker = try await ana.addTask("blocker")
            let top = try await ana.addTask("top", ["needs": [blocker.json]])
            let middle = try await ana.addTask("middle", ["parent_id": top.json])
            let leaf = try await ana.addTask("leaf", ["parent_id": middle.json])
            let refusal = await ana.refusal(of: StartTask.self, ["task_id": leaf.json])
            #expect(refusal?.reasons.map { $0["code"] } == ["parent_waits"])
            #expect(refusal?.reasons.first?["task_id"] == top.json)
            // A task with open subtasks is a container: not offered, but started by hand once its gate is open.
            for operation in [StartTask.self, CompleteTask.self] as [any Command.Type] {
                try await ana.take(operation, blocker)
            }
            let container = try await ana.call(GetTask.self, ["task_id": top.json]).task
            #expect(!container.ready && container.openChildren == 1)
            #expect(try await ana.call(StartTask.self, ["task_id": top.json]).status == .inProgress)
            #expect(try await ana.call(GetTask.self, ["task_id": leaf.json]).ready)
            #expect(try await crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `what others need is deleted by force alone`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let parent = try await ana.addTask("parent")
            let needed = try await ana.addTask("needed", ["parent_id": parent.json])
            let needer = try await ana.addTask("needer", ["needs": [needed.json]])
            let refusal = await ana.refusal(of: DeleteTask.self, ["task_id": parent.json])
            #expect(refusal?.code == .hasDependents && refusal?.message.contains("\(needer)") == true)
            try await ana.call(DeleteTask.self, ["task_id": parent.json, "force": true])
            #expect(try await ana.call(GetTask.self, ["task_id": needer.json]).ready)
            #expect(try await crew.count("SELECT count(*) FROM audit_log WHERE action = 'need_removed'") == 1)
            #expect(try await crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `who cannot see a needed task learns that it is there`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ana, ben) = (try await crew.worker("@ana"), try await crew.worker("@ben"))
            try await ana.call(CreateProject.self, ["slug": "site", "name": "Site"])
            let hidden = try await ana.addTask("hidden", ["project_slug": "site"])
            let open = try await ana.addTask("open", ["needs": [hidden.json]])
            let needs = try await ben.call(ListNeeds.self, ["id": open.json])
            #expect(needs.json == [["id": .null, "visible": false]])
            let refusal = await ben.refusal(of: StartTask.self, ["task_id": open.json])
            #expect(refusal?.message.contains("cannot see") == true && refusal?.reasons.first?["task_id"] == .null)
            #expect(
                await ben.refusal(of: AddNeed.self, ["id": open.json, "task_id": hidden.json])?.code
                    == .validationFailed)
        }
    }
}
