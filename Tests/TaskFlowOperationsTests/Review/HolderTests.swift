import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Who held a task is kept on every way that a task takes.
@Suite(.timeLimit(.minutes(10))) struct HolderTests {
    @Test(arguments: Engine.all) func `every way of coming to hold it`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let admin = try await crew.worker("@admin", isAdmin: true)
            let (ann, ben) = (try await crew.worker("@ann"), try await crew.worker("@ben"))
            func expect(_ holders: [String], _ id: TaskID, _ place: SourceLocation = #_sourceLocation) async throws {
                #expect(try await crew.holders(of: id) == holders, sourceLocation: place)
            }
            let id = try await admin.addTask("x", ["assigned_to": "@ann"])
            try await expect([], id)
            try await ann.step(BlockTask.self, id, ["reason": "blocked while pending"])
            try await expect(["@ann"], id)
            try await admin.step(AssignTask.self, id, ["assignee": "@ben"])
            try await expect(["@ann", "@ben"], id)
            try await ben.step(UnblockTask.self, id)
            try await ben.step(ReleaseTask.self, id)
            try await expect(["@ann", "@ben"], id)
            try await admin.patch(id, ["assigned_to": "me", "status": "in_progress"])
            try await expect(["@admin", "@ann", "@ben"], id)
            try await admin.step(CompleteTask.self, id)
            try await expect(["@admin", "@ann", "@ben"], id)
            try await admin.patch(id, ["status": "pending"])
            try await expect([], id)
            try await admin.step(StartTask.self, id)
            try await expect(["@admin"], id)
            try await admin.step(DeleteTask.self, id)
            try await expect([], id)
        }
    }

    @Test(arguments: Engine.all) func `who is gone still held it`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (admin, owner) = (try await crew.worker("@admin", isAdmin: true), try await crew.worker("@owner"))
            try await owner.call(CreateProject.self, ["slug": "p"])
            let agent = try await crew.worker("@agent", type: .agent)
            try await owner.call(AddMember.self, ["slug": "p", "worker_id": "@agent"])
            let id = try await agent.submitted(["project_slug": "p"])
            try await owner.call(RemoveMember.self, ["slug": "p", "worker_id": "@agent"])
            #expect(try await owner.task(id).assignedTo == nil)
            try await owner.call(AddMember.self, ["slug": "p", "worker_id": "@agent"])
            #expect(try await agent.mayNotJudge(id))
            try await admin.call(DeleteWorker.self, ["id": "@agent"])
            #expect(try await crew.holders(of: id) == ["@agent"])
            #expect(try await owner.task(id).submittedBy?.rawValue == "@agent")
        }
    }

    @Test(arguments: Engine.all, Engine.all) func `an export takes them along, an old one has whoever holds it now`(
        from source: Engine, to target: Engine
    ) async throws {
        try await withCrew(source) { crew in
            let house = try await House(crew)
            let (agent, other) = (try await crew.worker("@agent", type: .agent), try await crew.worker("@other"))
            let id = try await agent.submitted()
            try await agent.step(AssignTask.self, id, ["assignee": "@other"])
            let bare = try await other.submitted()
            try await other.step(AssignTask.self, bare, ["assignee": .null])
            try await house.importing(try await house.export(crew.database), into: target) { moved in
                let there = try await Crew(on: moved)
                #expect(try await there.holders(of: id) == ["@agent", "@other"])
                #expect(try await there.holders(of: bare) == ["@other"])
            }
            try await house.importing(try await house.exportAsBefore(), into: target) { moved in
                let there = CrewMember(
                    crew: try await Crew(on: moved), handle: "@owner", credential: house.owner.credential)
                #expect(try await there.crew.holders(of: id) == ["@other"])
                // The log tells whose work was handed in, whoever is assigned to it now.
                #expect(try await there.task(id).submittedBy?.rawValue == "@agent")
                #expect(try await there.crew.holders(of: bare).isEmpty)
                #expect(try await there.task(bare).submittedBy?.rawValue == "@other")
                // The agent's tasks are the admin's to answer for; @other is a person.
                #expect(try await there.task(id).accountableID?.rawValue == "@owner")
                #expect(try await there.task(bare).accountableID?.rawValue == "@other")
                #expect(try await there.call(GetProject.self, ["slug": "apollo"]).reviewBy == .anyone)
            }
        }
    }
}

extension House {
    /// An export as the program wrote it before it knew who held a task, and who answers for it.
    func exportAsBefore() async throws -> String {
        var lines = try await lines().filter { !$0.hasPrefix("{\"table\":\"task_holders\"") }
        lines[0] = lines[0].replacing(/"task_holders":\d+,/, with: "")
        let new = /,"(submitted_by|accountable_id|review_by)":("[^"]*"|null)/
        return try write(lines.map { $0.replacing(new, with: "") })
    }
}
