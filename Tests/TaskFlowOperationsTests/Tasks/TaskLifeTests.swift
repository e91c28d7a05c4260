import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct TaskLifeTests {
    @Test(arguments: Engine.all) func `a life leaves one audit row a step`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner", isAdmin: true)
            let agent = try await crew.worker("@claude", type: .agent)
            let id = try await owner.addTask("Life", ["priority": "high"])
            let ref: JSONObject = ["task_id": id.json]
            try await agent.call(StartTask.self, ref, via: .mcp)
            try await agent.call(UpdateProgress.self, ref.with("percent", 40).with("note", "half"), via: .cli)
            try await agent.call(BlockTask.self, ref.with("reason", "waiting"))
            try await owner.call(UnblockTask.self, ref, via: .web)
            try await agent.call(SubmitTask.self, ref)
            try await owner.call(RejectTask.self, ref.with("reason", "more"))
            try await agent.call(SubmitTask.self, ref)
            let done = try await owner.call(CompleteTask.self, ref)
            #expect(done.status == .completed && done.progressPercent.rawValue == 100 && done.completedAt != nil)
            #expect(done.version == 9)
            let reopened = try await owner.call(ReopenTask.self, ref)
            #expect(reopened.status == .pending && reopened.completedAt == nil)
            #expect(reopened.progressPercent.rawValue == 0 && reopened.assignedTo?.rawValue == "@claude")

            let rows = try await owner.audit(of: id)
            #expect(
                rows.map(\.action) == [
                    .created, .started, .progressed, .blocked, .unblocked, .submitted, .rejected, .submitted,
                    .approved, .reopened,
                ])
            #expect(rows.map(\.via) == [.rest, .mcp, .cli, .rest, .web, .rest, .rest, .rest, .rest, .rest])
            #expect(rows[1].actorType == .agent && rows[1].actorID.rawValue == "@claude")
            #expect(rows[0].actorType == .human)
            #expect(rows[2].context == ["percent": 40, "note": "half"])
            #expect(rows[3].context["reason"] == "waiting")
            #expect(rows.allSatisfy { $0.requestID == "test" && $0.entityID == id.description && $0.taskID == id })
        }
    }

    @Test(arguments: Engine.all) func `review is asked for where the project requires it`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            try await owner.call(CreateProject.self, ["slug": "p", "review_required": true])
            let id = try await owner.addTask("x", ["project_slug": "p"])
            let ref: JSONObject = ["task_id": id.json]
            try await owner.call(StartTask.self, ref)
            let refusal = await owner.refusal(of: CompleteTask.self, ref)
            #expect(refusal?.code == .invalidState && refusal?.message == "Task needs review: submit it first")
            #expect(await owner.patchRefusal(id, ["status": "completed"])?.message == refusal?.message)
            try await owner.call(SubmitTask.self, ref)
            #expect(try await owner.call(ApproveTask.self, ref).status == .completed)
        }
    }

    @Test(arguments: Engine.all) func `an agent never approves its own work, not even as the project's owner`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let agent = try await crew.worker("@claude", type: .agent)
            try await agent.call(CreateProject.self, ["slug": "p"])
            let id = try await agent.addTask("x", ["project_slug": "p"])
            let ref: JSONObject = ["task_id": id.json]
            try await agent.call(StartTask.self, ref)
            try await agent.call(SubmitTask.self, ref)
            for operation: any Operation.Type in [ApproveTask.self, CompleteTask.self] {
                #expect(await Stage.perform(operation, ref, agent)?.code == .forbidden)
            }
            #expect(await agent.refusal(of: RejectTask.self, ref.with("reason", "r"))?.code == .forbidden)
            #expect(await agent.patchRefusal(id, ["status": "completed"])?.code == .forbidden)
        }
    }

    @Test(arguments: Engine.all) func `a stale version is refused and nothing changes`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let id = try await owner.addTask()
            let stale: JSONObject = ["task_id": id.json, "if-match": "\"v7\""]
            for operation: any Operation.Type in [StartTask.self, DeleteTask.self, UpdateTask.self] {
                let refusal = await Stage.perform(operation, stale, owner)
                #expect(refusal?.code == .preconditionFailed && refusal?.currentVersion == 1)
            }
            #expect(try await owner.task(id).version == 1)
            let fresh: JSONObject = ["task_id": id.json, "if-match": "W/\"v1\", \"v1\""]
            #expect(try await owner.call(StartTask.self, fresh).version == 2)
            #expect(try await owner.call(ReleaseTask.self, ["task_id": id.json, "if-match": "*"]).version == 3)
        }
    }

    @Test(arguments: Engine.all) func `a new task is pending and without progress`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let input: JSONObject = ["title": " x ", "status": "completed", "progress_percent": 5, "priority": "soon"]
            let refusal = await owner.refusal(of: CreateTask.self, input)
            #expect(refusal?.code == .validationFailed)
            #expect(
                refusal?.issues.map { $0.location.last } == [
                    .name("status"), .name("priority"), .name("progress_percent"),
                ])
            let task = try await owner.call(
                CreateTask.self, ["title": " x ", "status": "pending", "progress_percent": 0])
            #expect(task.title.rawValue == "x" && task.version == 1 && task.createdBy.rawValue == "@owner")
            #expect(try await crew.count("SELECT COUNT(*) FROM tasks") == 1)
            #expect(try await crew.count("SELECT COUNT(*) FROM audit_log WHERE entity_type = 'task'") == 1)
        }
    }

    @Test(arguments: Engine.all) func `references that lead nowhere are told at their place`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let alien = try await crew.worker("@alien", tenant: "other")
            let foreign = try await alien.addTask()
            let cases: [(JSONObject, String)] = [
                (["assigned_to": "@nobody"], "assigned_to"), (["assigned_to": "@alien"], "assigned_to"),
                (["project_slug": "nowhere"], "project_slug"), (["parent_id": 999], "parent_id"),
                (["parent_id": foreign.json], "parent_id"),
            ]
            for (more, place) in cases {
                let refusal = await owner.refusal(of: CreateTask.self, more.with("title", "x"))
                #expect(refusal?.code == .validationFailed)
                #expect(refusal?.issues.map(\.location) == [[.name("body"), .name(place)]])
                #expect(refusal?.issues.first?.type == "value_error")
            }
        }
    }
}
