import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct ProjectTests {
    @Test(arguments: Engine.all) func `a slug is taken once in a tenant, and its rows stay its own`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let alien = try await crew.worker("@alien", tenant: "other")
            try await owner.call(CreateProject.self, ["slug": "site", "name": "The site"])
            #expect(await owner.refusal(of: CreateProject.self, ["slug": "site"])?.code == .alreadyExists)
            try await alien.call(CreateProject.self, ["slug": "site"])
            #expect(try await owner.call(GetProject.self, ["slug": "site"]).name.rawValue == "The site")

            try await owner.call(DeleteProject.self, ["slug": "site"])
            try await owner.call(CreateProject.self, ["slug": "site"])
            let rows = try await owner.call(ProjectAudit.self, ["slug": "site"]).elements
            #expect(rows.map(\.action) == [.created])
        }
    }

    @Test(arguments: Engine.all) func `a project with tasks is deleted by force alone, each task with its row`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            try await owner.call(CreateProject.self, ["slug": "site"])
            let parent = try await owner.addTask("x", ["project_slug": "site"])
            _ = try await owner.addTask("y", ["parent_id": parent.json])
            #expect(try await owner.call(GetProject.self, ["slug": "site"]).taskCount == 2)
            #expect(await owner.refusal(of: DeleteProject.self, ["slug": "site"])?.code == .conflict)
            try await owner.call(DeleteProject.self, ["slug": "site", "force": true])
            #expect(try await crew.count("SELECT COUNT(*) FROM tasks") == 0)
            let deletions: Int = try await crew.count("SELECT COUNT(*) FROM audit_log WHERE action = 'deleted'")
            #expect(deletions == 3)
        }
    }

    @Test(arguments: Engine.all) func `whoever leaves hands back what is open`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let agent = try await crew.worker("@claude", type: .agent)
            try await owner.call(CreateProject.self, ["slug": "site"])
            try await owner.call(AddMember.self, ["slug": "site", "worker_id": "@claude"])
            let again: JSONObject = ["slug": "site", "worker_id": "@claude"]
            #expect(await owner.refusal(of: AddMember.self, again)?.code == .alreadyExists)
            let held = try await owner.addTask("held", ["project_slug": "site"])
            let free = try await owner.addTask("free", ["assigned_to": "@claude"])
            try await agent.call(StartTask.self, ["task_id": held.json])
            try await owner.call(RemoveMember.self, ["slug": "site", "worker_id": "@claude"])
            let task = try await owner.task(held)
            #expect(task.status == .pending && task.assignedTo == nil && task.version == 3)
            #expect(try await owner.actions(on: held).last == .released)
            #expect(try await owner.task(free).assignedTo?.rawValue == "@claude")
            #expect(await agent.refusal(of: GetTask.self, ["task_id": held.json])?.code == .notFound)
            let assign: JSONObject = ["task_id": held.json, "assignee": "@claude"]
            #expect(await owner.refusal(of: AssignTask.self, assign)?.code == .validationFailed)
        }
    }

    @Test(arguments: Engine.all) func `the last owner cannot leave, and ownership passes on`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let second = try await crew.worker("@second")
            try await owner.call(CreateProject.self, ["slug": "site"])
            let leave: JSONObject = ["slug": "site", "worker_id": "@owner"]
            #expect(await owner.refusal(of: RemoveMember.self, leave)?.code == .conflict)
            try await owner.call(AddMember.self, ["slug": "site", "worker_id": "@second", "role": "owner"])
            try await owner.call(RemoveMember.self, leave)
            #expect(try await second.call(GetProject.self, ["slug": "site"]).ownerID.rawValue == "@second")
            #expect(
                try await second.call(ListMembers.self, ["slug": "site"]).elements.map(\.handle.rawValue) == ["@second"]
            )
        }
    }

    @Test(arguments: Engine.all) func `an update tells before and after`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            try await owner.call(CreateProject.self, ["slug": "site", "description": "d"])
            let changed = try await owner.call(
                UpdateProject.self, ["slug": "site", "description": .null, "review_required": true])
            #expect(changed.description == nil && changed.reviewRequired)
            let row = try await owner.call(ProjectAudit.self, ["slug": "site", "action": "updated"]).elements.first
            #expect(
                row?.context == [
                    "description": ["before": "d", "after": .null],
                    "review_required": ["before": false, "after": true],
                ])
        }
    }
}
