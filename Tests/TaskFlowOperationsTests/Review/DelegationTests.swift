import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Work that agents hand on.
@Suite(.timeLimit(.minutes(5))) struct DelegationTests {
    private func delegation(_ id: TaskID, _ crew: Crew) async throws -> String {
        try await crew.database.read { tx throws(TaskFlowError) in
            try tx.first("SELECT delegated_by, delegation_depth FROM tasks WHERE id = \(id)") { row in
                "\(WorkerID.read(row, 0)?.rawValue ?? "nobody") \(row.integer(1))"
            } ?? "no task"
        }
    }

    @Test(arguments: Engine.all) func `what an agent makes under a task that it holds is handed on`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ada, bob) = (try await crew.worker("@ada"), try await crew.worker("@bob"))
            let (pet, other) = (try await ada.agent("@pet"), try await ada.agent("@other"))
            let parent = try await bob.addTask("large")
            let under: JSONObject = ["parent_id": parent.json]
            #expect(try await delegation(try await pet.addTask("before", under), crew) == "nobody 0")
            try await pet.take(StartTask.self, parent)
            let child = try await pet.addTask("part", under.with("assigned_to", "@other"))
            #expect(try await delegation(child, crew) == "@pet 1")
            let row = try #require(try await ada.audit(of: child).first)
            #expect(row.context["delegated_by"] == "@pet" && row.context["delegation_depth"] == 1)
            #expect(try await delegation(try await ada.addTask("a person's", under), crew) == "nobody 0")
            #expect(try await delegation(try await other.addTask("not its own", under), crew) == "nobody 0")
            // The delegate works with its own rights, and hands on in turn.
            try await other.take(StartTask.self, child)
            let grandchild = try await other.addTask("smaller", ["parent_id": child.json])
            #expect(try await delegation(grandchild, crew) == "@other 2")
            #expect(try await ada.task(grandchild).accountableID?.rawValue == "@bob")
        }
    }

    @Test(arguments: Engine.all) func `nothing is handed back, nor to oneself`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada")
            let (pet, other) = (try await ada.agent("@pet"), try await ada.agent("@other"))
            _ = try await ada.agent("@third")
            let parent = try await ada.addTask("large")
            try await pet.take(StartTask.self, parent)
            func part(of parent: TaskID, to worker: JSON) -> JSONObject {
                ["title": "part", "parent_id": parent.json, "assigned_to": worker]
            }
            let own = await pet.refusal(of: CreateTask.self, part(of: parent, to: "me"))
            #expect(own?.code == .delegationCycle)
            #expect(
                own?.message
                    == "You have task \(parent), of which this is a part: do it yourself, and hand it to nobody there")
            let child = try await pet.addTask("part", part(of: parent, to: "@other"))
            try await other.take(StartTask.self, child)
            let back = await other.refusal(of: CreateTask.self, part(of: child, to: "@pet"))
            #expect(back?.code == .delegationCycle && back?.message.contains("do it yourself") == true)
            // Whoever handed it on stays above, whatever became of its own task.
            try await pet.take(ReleaseTask.self, parent)
            #expect(await other.refusal(of: CreateTask.self, part(of: child, to: "@pet"))?.code == .delegationCycle)
            let open = try await other.addTask("open", ["parent_id": child.json])
            let assign: JSONObject = ["task_id": open.json, "assignee": "@pet"]
            #expect(await other.refusal(of: AssignTask.self, assign)?.code == .delegationCycle)
            #expect(await other.patchRefusal(open, ["assigned_to": "@pet"])?.code == .delegationCycle)
            let plan: JSONObject = [
                "parent_id": child.json,
                "tasks": [
                    ["ref": "a", "title": "a"], ["ref": "b", "title": "b", "parent": "a", "assigned_to": "@pet"],
                ],
            ]
            #expect(await other.refusal(of: CreatePlan.self, plan)?.code == .delegationCycle)
            // A person may; and a third agent is none of those above.
            #expect(try await ada.call(AssignTask.self, assign).assignedTo?.rawValue == "@pet")
            try await ada.call(AssignTask.self, assign.with("assignee", "@third"))
        }
    }

    @Test(arguments: Engine.all) func `work is handed on five times at most`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada")
            var task = try await ada.addTask("top")
            for depth in 1...6 {
                let agent = try await ada.agent("@agent-\(depth)")
                try await agent.take(StartTask.self, task)
                let input: JSONObject = ["title": "part", "parent_id": task.json]
                if depth == 6 {
                    let refusal = await agent.refusal(of: CreateTask.self, input)
                    #expect(refusal?.code == .delegationCycle)
                    #expect(refusal?.message == "Task \(task) was handed on 5 times already: do all of it yourself")
                    let plan: JSONObject = ["parent_id": task.json, "tasks": [["ref": "a", "title": "a"]]]
                    #expect(await agent.refusal(of: CreatePlan.self, plan)?.code == .delegationCycle)
                } else {
                    task = try await agent.call(CreateTask.self, input).id
                    #expect(try await delegation(task, crew) == "@agent-\(depth) \(depth)")
                }
            }
        }
    }

    @Test(arguments: Engine.all) func `a plan is handed on whole, and its end is heard of`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let bob = try await crew.worker("@bob")
            let (pet, other) = (try await crew.worker("@ada").agent("@pet"), try await bob.agent("@other"))
            let parent = try await bob.addTask("large")
            try await pet.take(StartTask.self, parent)
            let tasks: JSON = [["ref": "a", "title": "a"], ["ref": "b", "title": "b", "parent": "a"]]
            let ids = try await pet.call(CreatePlan.self, ["parent_id": parent.json, "tasks": tasks]).json["ids"]
            for ref in ["a", "b"] {
                let id = TaskID(trusted: ids?[ref]?.integerValue ?? 0)
                #expect(try await delegation(id, crew) == "@pet 1")
                #expect(try await pet.task(id).accountableID?.rawValue == "@bob")
            }
            let b = TaskID(trusted: ids?["b"]?.integerValue ?? 0)
            try await other.take(StartTask.self, b)
            try await other.take(CompleteTask.self, b)
            #expect(try await pet.actions(on: b) == [.created, .started, .completed])
        }
    }
}
