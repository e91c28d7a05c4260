import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// `me` is the caller wherever a worker is named, and nobody's id or handle (docs/contract.md, 3.5).
@Suite(.timeLimit(.minutes(10))) struct MeTests {
    @Test(arguments: Engine.all) func `in bodies`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ada, admin) = (try await crew.worker("@ada"), try await crew.worker("@admin", isAdmin: true))
            let id = try await ada.addTask("x", ["assigned_to": "me"])
            #expect(try await ada.task(id).assignedTo?.rawValue == "@ada")
            #expect(try await admin.patch(id, ["assigned_to": "me"]).assignedTo?.rawValue == "@admin")
            #expect(try await ada.step(AssignTask.self, id, ["assignee": "me"]).assignedTo?.rawValue == "@ada")
            try await ada.call(CreateProject.self, ["slug": "p"])
            let member = try await admin.call(AddMember.self, ["slug": "p", "worker_id": "me"])
            #expect(member.workerID.rawValue == "@admin")
        }
    }

    @Test(arguments: Engine.all) func `in paths`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada")
            #expect(try await ada.call(GetWorker.self, ["id": "me"]).id.rawValue == "@ada")
            #expect(try await ada.call(UpdateWorker.self, ["id": "me", "name": "Ada"]).name.rawValue == "Ada")
            let key = try await ada.call(CreateKey.self, ["id": "me"]).listed
            #expect(key.workerID.rawValue == "@ada")
            #expect(try await ada.call(ListKeys.self, ["id": "me"]).elements.count == 2)
            try await ada.call(RevokeKey.self, ["id": "me", "key_id": key.id.json])
            #expect(await ada.refusal(of: DeleteWorker.self, ["id": "me"])?.message == "You cannot delete yourself")
            try await ada.call(CreateProject.self, ["slug": "p"])
            let leave = await ada.refusal(of: RemoveMember.self, ["slug": "p", "worker_id": "me"])
            #expect(leave?.message == "The last owner of project 'p' cannot leave it")
        }
    }

    @Test(arguments: Engine.all) func `in filters`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ada, bob) = (try await crew.worker("@ada"), try await crew.worker("@bob"))
            let id = try await ada.addTask("x", ["assigned_to": "@bob"])
            #expect(try await bob.call(ListTasks.self, ["assigned_to": "me"]).elements.map(\.id) == [id])
            #expect(try await ada.call(ListTasks.self, ["created_by": "me"]).elements.map(\.id) == [id])
            #expect(try await bob.call(ListTasks.self, ["created_by": "me"]).elements.isEmpty)
            #expect(try await ada.call(ListAudit.self, ["actor": "me"]).elements.count == 1)
            try await ada.call(CreateProject.self, ["slug": "p"])
            #expect(try await ada.call(ProjectAudit.self, ["slug": "p", "actor": "me"]).elements.count == 1)
        }
    }

    @Test(arguments: Engine.all) func `by an id that is no handle`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            let ada = crew.person("user_1", handle: "@ada")
            let id = try await ada.addTask("x", ["assigned_to": "me"])
            #expect(try await ada.task(id).assignedTo?.rawValue == "user_1")
            #expect(try await ada.call(GetWorker.self, ["id": "me"]).handle.rawValue == "@ada")
        }
    }

    @Test(arguments: Engine.all) func `nobody is called so`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let admin = try await crew.worker("@admin", isAdmin: true)
            let refusal = await admin.refusal(of: RegisterWorker.self, ["handle": "@me"])
            #expect(refusal?.code == .validationFailed)
            #expect(refusal?.issues.map(\.message) == ["Value error, '@me' is reserved"])
            #expect(Handle("@me") == nil && Handle("@mee") != nil)
            for reference: JSON in ["@me", "ME"] {
                let refusal = await admin.refusal(of: CreateTask.self, ["title": "x", "assigned_to": reference])
                #expect(refusal?.issues.map(\.location) == [[.name("body"), .name("assigned_to")]])
            }
        }
    }

    @Test(arguments: Engine.all) func `one's own key is revoked without the scope, by any name of one's own`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let agent = try await crew.worker("@claude", type: .agent, scopes: Scopes([.tasksRead]))
            for name: JSON in ["me", "@claude"] {
                let code = await agent.refusal(of: RevokeKey.self, ["id": name, "key_id": 999])?.code
                #expect(code == .notFound)
            }
            for name: JSON in ["@other", "@nobody"] {
                let refusal = await agent.refusal(of: RevokeKey.self, ["id": name, "key_id": 1])
                #expect(refusal?.missingScope == "workers:write")
            }
        }
    }
}
