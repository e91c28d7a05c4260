import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Who answers for a task (docs/contract.md, 3.4): always a person.
@Suite(.timeLimit(.minutes(10))) struct AccountabilityTests {
    private func answers(for id: TaskID, _ member: CrewMember) async throws -> String? {
        try await member.task(id).accountableID?.rawValue
    }

    private func answersForNew(_ member: CrewMember, _ more: JSONObject = [:]) async throws -> String? {
        let id = try await member.addTask("x", more)
        return try await answers(for: id, member)
    }

    @Test(arguments: Engine.all) func `whoever created it; for an agent, who registered it, else the admin`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let nobodys = try await crew.worker("@first", type: .agent)
            #expect(try await answersForNew(nobodys) == nil)
            let (boss, ada) = (try await crew.worker("@boss", isAdmin: true), try await crew.worker("@ada"))
            _ = try await crew.worker("@later", isAdmin: true)
            _ = try await crew.worker("@robot", type: .agent, isAdmin: true)
            let pet = try await ada.agent("@pet")
            #expect(try await answersForNew(ada) == "@ada")
            #expect(try await answersForNew(pet) == "@ada")
            #expect(try await answersForNew(nobodys) == "@boss")
            #expect(try await answersForNew(boss) == "@boss")
            // The log says so where it is not whoever created it.
            let rows = try await boss.call(ListAudit.self, ["entity_type": "task"]).elements
            #expect(rows.map { $0.context["accountable_id"] } == [nil, "@boss", "@ada", nil, .null])
        }
    }

    @Test(arguments: Engine.all) func `an agent's task under one that it holds inherits`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let (ada, bob) = (try await crew.worker("@ada"), try await crew.worker("@bob"))
            let (pet, other) = (try await ada.agent("@pet"), try await ada.agent("@other"))
            let parent = try await bob.addTask()
            let under: JSONObject = ["parent_id": parent.json]
            #expect(try await answersForNew(pet, under) == "@ada")
            try await pet.step(StartTask.self, parent)
            let child = try await pet.addTask("while it holds it", under)
            #expect(try await answers(for: child, pet) == "@bob")
            #expect(try await answersForNew(other, under) == "@ada")
            #expect(try await answersForNew(ada, under) == "@ada")
            try await pet.step(StartTask.self, child)
            #expect(try await answersForNew(pet, ["parent_id": child.json]) == "@bob")
        }
    }

    @Test(arguments: Engine.all) func `deleted, the project's owner follows, else the admin`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let (admin, ada) = (try await crew.worker("@admin", isAdmin: true), try await crew.worker("@ada"))
            let (bob, robot) = (try await crew.worker("@bob"), try await crew.worker("@robot", type: .agent))
            try await bob.call(CreateProject.self, ["slug": "bobs"])
            try await robot.call(CreateProject.self, ["slug": "robots"])
            for slug in ["bobs", "robots"] {
                let owner = slug == "bobs" ? bob : robot
                try await owner.call(AddMember.self, ["slug": .string(slug), "worker_id": "@ada"])
            }
            let pet = try await ada.agent("@pet")
            let (loose, his) = (try await ada.addTask(), try await ada.addTask("x", ["project_slug": "bobs"]))
            let agents = try await ada.addTask("x", ["project_slug": "robots"])
            let pets = try await pet.addTask()
            try await bob.step(StartTask.self, his)
            try await bob.step(CompleteTask.self, his)
            let held = try await ada.addTask()
            try await ada.step(StartTask.self, held)
            let before = try await admin.task(his).version
            try await admin.call(DeleteWorker.self, ["id": "@ada"])
            #expect(try await answers(for: his, admin) == "@bob")
            for id in [loose, agents, pets] { #expect(try await answers(for: id, admin) == "@admin") }
            #expect(try await admin.task(his).version == before + 1)
            let row = try #require(try await admin.audit(of: his).last)
            #expect(row.action == .updated && row.actorID.rawValue == "@admin")
            #expect(row.context == ["accountable_id": ["before": "@ada", "after": "@bob"]])
            #expect(try await admin.task(held).version == 3)
            #expect(try await admin.actions(on: held) == [.created, .started, .updated, .released])
            // From now on the admin answers for the agent.
            #expect(try await crew.count("SELECT count(*) FROM tasks WHERE accountable_id = '@ada'") == 0)
        }
    }

    @Test(arguments: Engine.all) func `who leaves a project answers for nothing in it`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (owner, ada) = (try await crew.worker("@owner"), try await crew.worker("@ada"))
            try await owner.call(CreateProject.self, ["slug": "p"])
            try await owner.call(AddMember.self, ["slug": "p", "worker_id": "@ada"])
            let (inside, outside) = (try await ada.addTask("x", ["project_slug": "p"]), try await ada.addTask())
            try await ada.call(RemoveMember.self, ["slug": "p", "worker_id": "me"])
            #expect(try await answers(for: inside, owner) == "@owner")
            #expect(try await answers(for: outside, owner) == "@ada")
            #expect(try await owner.actions(on: inside) == [.created, .updated])
        }
    }
}
