import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// No open task is held by someone who may not work on it, whoever comes and goes at the same time.
@Suite(.timeLimit(.minutes(10))) struct MembershipRaceTests {
    private func withMember(
        _ engine: Engine,
        _ body: (Race, _ owner: CrewMember, _ agent: CrewMember, TaskID) async throws -> Void
    ) async throws {
        try await Race.with(engine) { race in
            let owner = try await race.crew.worker("@owner", isAdmin: true)
            let agent = try await race.crew.worker("@claude", type: .agent)
            try await owner.call(CreateProject.self, ["slug": "site"])
            try await owner.call(AddMember.self, ["slug": "site", "worker_id": "@claude"])
            try await body(race, owner, agent, try await owner.addTask("x", ["project_slug": "site"]))
            let held = try await race.crew.count("SELECT count(*) FROM tasks WHERE assigned_to IS NOT NULL")
            #expect(held == 0)
        }
    }

    private let removal: JSONObject = ["slug": "site", "worker_id": "@claude"]

    @Test(arguments: Engine.all) func `who is given a task and removed hands it back`(_ engine: Engine) async throws {
        try await withMember(engine) { race, owner, _, task in
            let outcome = try await race.run(
                owner, AssignTask.self, ["task_id": task.json, "assignee": "@claude"], owner, RemoveMember.self, removal
            )
            #expect(outcome.first == nil && outcome.second == nil)
        }
        try await withMember(engine) { race, owner, _, _ in
            let outcome = try await race.run(
                owner, CreateTask.self, ["title": "y", "project_slug": "site", "assigned_to": "@claude"],
                owner, RemoveMember.self, removal)
            #expect(outcome.first == nil && outcome.second == nil)
        }
    }

    @Test(arguments: Engine.all) func `who is removed is given nothing`(_ engine: Engine) async throws {
        for patch in [true, false] {
            try await withMember(engine) { race, owner, _, task in
                let outcome =
                    patch
                    ? try await race.run(
                        owner, RemoveMember.self, removal,
                        owner, UpdateTask.self, ["task_id": task.json, "assigned_to": "@claude"])
                    : try await race.run(
                        owner, RemoveMember.self, removal,
                        owner, AssignTask.self, ["task_id": task.json, "assignee": "@claude"])
                #expect(outcome.first == nil && outcome.second?.code == .validationFailed)
            }
        }
    }

    @Test(arguments: Engine.all) func `who starts a task and is removed hands it back`(_ engine: Engine) async throws {
        try await withMember(engine) { race, owner, agent, task in
            let outcome = try await race.run(
                agent, StartTask.self, ["task_id": task.json], owner, RemoveMember.self, removal)
            #expect(outcome.first == nil && outcome.second == nil)
            #expect(try await owner.actions(on: task) == [.created, .started, .released])
        }
    }

    @Test(arguments: Engine.all) func `who is removed starts nothing`(_ engine: Engine) async throws {
        try await withMember(engine) { race, owner, agent, task in
            let outcome = try await race.run(
                owner, RemoveMember.self, removal, agent, StartTask.self, ["task_id": task.json])
            #expect(outcome.first == nil && outcome.second?.code == .notFound)
        }
    }

    @Test(arguments: Engine.all) func `who is deleted holds nothing`(_ engine: Engine) async throws {
        let deletion: JSONObject = ["id": "@claude"]
        try await withMember(engine) { race, owner, agent, task in
            let outcome = try await race.run(
                agent, StartTask.self, ["task_id": task.json], owner, DeleteWorker.self, deletion)
            #expect(outcome.first == nil && outcome.second == nil)
        }
        try await withMember(engine) { race, owner, agent, task in
            let outcome = try await race.run(
                owner, DeleteWorker.self, deletion, agent, StartTask.self, ["task_id": task.json])
            #expect(outcome.first == nil && outcome.second?.code == .unauthenticated)
        }
        try await withMember(engine) { race, owner, _, task in
            let outcome = try await race.run(
                owner, DeleteWorker.self, deletion,
                owner, AssignTask.self, ["task_id": task.json, "assignee": "@claude"])
            #expect(outcome.first == nil && outcome.second?.code == .validationFailed)
        }
    }

    /// People are not looked up at each call: another process may have deleted them within the last minute.
    @Test(arguments: Engine.all) func `a person who is deleted starts nothing`(_ engine: Engine) async throws {
        try await Race.with(engine, .sso) { race in
            let admin = race.crew.person("admin", role: .admin)
            let person = race.crew.person("ann")
            let task = try await admin.addTask()
            // Both processes know the person from here on.
            for crew in race.all { try await CrewMember(crew: crew, like: person).call(WhoAmI.self) }
            let outcome = try await race.run(
                admin, DeleteWorker.self, ["id": "ann"], person, StartTask.self, ["task_id": task.json])
            #expect(outcome.first == nil && outcome.second?.code == .unauthenticated)
            #expect(try await race.crew.count("SELECT count(*) FROM tasks WHERE assigned_to IS NOT NULL") == 0)
        }
    }

    @Test(arguments: Engine.all) func `a project that is deleted takes what came into it along`(_ engine: Engine)
        async throws
    {
        let (deletion, task): (JSONObject, JSONObject) = (
            ["slug": "site", "force": true], ["title": "y", "project_slug": "site"]
        )
        try await withMember(engine) { race, owner, agent, _ in
            let outcome = try await race.run(agent, CreateTask.self, task, owner, DeleteProject.self, deletion)
            #expect(outcome.first == nil && outcome.second == nil)
            #expect(try await race.crew.count("SELECT count(*) FROM tasks") == 0)
        }
        try await withMember(engine) { race, owner, agent, _ in
            let outcome = try await race.run(owner, DeleteProject.self, deletion, agent, CreateTask.self, task)
            #expect(outcome.first == nil && outcome.second?.code == .validationFailed)
        }
        try await withMember(engine) { race, owner, _, task in
            let outcome = try await race.run(
                owner, DeleteTask.self, ["task_id": task.json], owner, DeleteProject.self, deletion)
            #expect(outcome.first == nil && outcome.second == nil)
            let rows = try await race.crew.count(
                "SELECT count(*) FROM audit_log WHERE action = 'deleted' AND entity_type = 'task'")
            #expect(rows == 1)
        }
    }
}
