import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct UpdateTaskTests {
    @Test(arguments: Engine.all) func `absent stays, null clears, and only what changed is told`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let id = try await owner.addTask("x", ["description": "d", "due_date": "2026-12-01", "tags": ["a"]])
            let task = try await owner.patch(id, ["due_date": .null, "title": "y", "tags": ["a"], "unknown": 1])
            #expect(task.dueDate == nil && task.title.rawValue == "y" && task.description?.rawValue == "d")
            #expect(task.version == 2)
            let row = try #require(try await owner.audit(of: id).last)
            #expect(row.action == .updated)
            #expect(
                row.context == [
                    "title": ["before": "x", "after": "y"],
                    "due_date": ["before": "2026-12-01T00:00:00.000Z", "after": .null],
                ])
            #expect(try await owner.call(ListTasks.self, ["q": "Y"]).elements.map(\.id) == [id])
        }
    }

    @Test(arguments: Engine.all) func `nothing new is no change`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let id = try await owner.addTask("x")
            let task = try await owner.patch(
                id, ["title": "x", "status": "pending", "assigned_to": .null, "priority": "medium"])
            #expect(task.version == 1)
            #expect(try await owner.patch(id, [:]).version == 1)
            #expect(try await owner.actions(on: id) == [.created])
        }
    }

    @Test(arguments: Engine.all) func `fields, assignee, state and progress in one go count one version`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let id = try await owner.addTask("x")
            let task = try await owner.patch(
                id, ["title": "y", "assigned_to": "@owner", "status": "in_progress", "progress_percent": 30])
            #expect(task.version == 2 && task.status == .inProgress && task.progressPercent.rawValue == 30)
            #expect(try await owner.actions(on: id) == [.created, .updated, .assigned, .started, .progressed])
            let done = try await owner.patch(id, ["progress_percent": 90, "status": "review"])
            #expect(done.version == 3 && done.progressPercent.rawValue == 90 && done.status == .review)
            #expect(try await owner.actions(on: id).suffix(2) == [.progressed, .submitted])
        }
    }

    @Test(arguments: Engine.all) func `a status takes the step's own rules`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let other = try await crew.worker("@other")
            let id = try await owner.addTask("x")
            #expect(await owner.patchRefusal(id, ["status": "completed"])?.code == .invalidState)
            #expect(await owner.patchRefusal(id, ["status": "review", "title": "lost"])?.code == .invalidState)
            #expect(try await owner.task(id).title.rawValue == "x")
            let reason = await owner.patchRefusal(id, ["status": "blocked"])
            #expect(reason?.code == .validationFailed)
            #expect(reason?.issues.first?.location == [.name("body"), .name("reason")])
            try await owner.patch(id, ["status": "blocked", "reason": "why"])
            #expect(try await owner.audit(of: id).last?.context["reason"] == "why")
            #expect(await owner.patchRefusal(id, ["status": "in_progress"])?.code == .invalidState)
            try await owner.patch(id, ["status": "pending"])
            try await owner.patch(id, ["status": "in_progress"])
            #expect(await other.patchRefusal(id, ["status": "pending"])?.code == .forbidden)
            #expect(await other.patchRefusal(id, ["progress_percent": 5])?.code == .forbidden)
            #expect(
                await owner.patchRefusal(id, ["progress_percent": .decimal(5.5)])?.issues.first?.type
                    == "int_from_float")
            #expect(try await owner.patch(id, ["status": "pending"]).assignedTo == nil)
            #expect(await owner.patchRefusal(id, ["progress_percent": 5])?.message == "Task must be in_progress")
            #expect(await owner.patchRefusal(id, ["title": .null])?.issues.first?.type == "string_type")
        }
    }

    @Test(arguments: Engine.all) func `unassigned in progress becomes pending`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let id = try await owner.addTask("x")
            try await owner.call(StartTask.self, ["task_id": id.json])
            let task = try await owner.call(AssignTask.self, ["task_id": id.json, "assignee": .null])
            #expect(task.status == .pending && task.assignedTo == nil && task.startedAt != nil)
            #expect(await owner.refusal(of: AssignTask.self, ["task_id": id.json])?.issues.first?.type == "missing")
        }
    }
}
