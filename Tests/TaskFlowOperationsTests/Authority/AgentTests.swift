import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Agents beside an SSO: the person who registered an agent answers for it, and the agent gets no further than its key.
@Suite struct AgentTests {
    /// An agent that someone registered, with a key.
    private func agent(_ handle: String, of person: CrewMember, scopes: [JSON]? = nil) async throws -> CrewMember {
        try await person.call(RegisterWorker.self, ["handle": .string(handle)])
        return try await key(of: handle, by: person, scopes: scopes)
    }

    private func key(of handle: String, by person: CrewMember, scopes: [JSON]? = nil) async throws -> CrewMember {
        var input: JSONObject = ["id": .string(handle)]
        if let scopes { input["scopes"] = .array(scopes) }
        let key = try await person.call(CreateKey.self, input).key
        return CrewMember(crew: person.crew, handle: handle, credential: .key(hash: Secret.hash(of: key)))
    }

    @Test(arguments: Engine.all) func `a person's agent works beside the SSO`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            let claude = try await agent("@claude", of: crew.person("ada"))
            let task = try await claude.addTask()
            #expect(try await claude.call(StartTask.self, ["task_id": task.json]).assignedTo?.rawValue == "@claude")
            #expect(try await claude.call(WhoAmI.self).credential == .key)
        }
    }

    @Test(arguments: Engine.all) func `who registered an agent manages it, an admin too, nobody else`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine, .sso) { crew in
            let (ada, bob) = (crew.person("ada"), crew.person("bob"))
            _ = try await agent("@claude", of: ada)
            try await bob.call(WhoAmI.self)
            for operation: any Operation.Type in [CreateKey.self, ListKeys.self, DeleteWorker.self, UpdateWorker.self] {
                let input: JSONObject = ["id": "@claude", "name": "mine"]
                #expect(await Stage.perform(operation, input, bob)?.code == .forbidden)
            }
            _ = try await key(of: "@claude", by: crew.person("boss", role: .admin))
            _ = try await key(of: "@claude", by: ada)
        }
    }

    @Test(arguments: Engine.all) func `an agent does not raise its own scopes`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            let ada = crew.person("ada")
            let claude = try await agent("@claude", of: ada, scopes: ["tasks:read"])
            #expect(await claude.refusal(of: CreateTask.self, ["title": "x"])?.missingScope == "tasks:write")
            let strong = try await key(
                of: "@claude", by: ada,
                scopes: ["tasks:read", "tasks:write", "workers:write", "projects:write", "audit:read"])
            for caller in [claude, strong] {
                let wish: JSONObject = ["id": "@claude", "scopes": ["tasks:read", "tasks:write"]]
                let code = await caller.refusal(of: CreateKey.self, wish)?.code
                #expect(code == .forbidden || code == .insufficientScope)
            }
            #expect(try await ada.call(ListKeys.self, ["id": "@claude"]).elements.count == 2)
        }
    }

    @Test(arguments: Engine.all) func `an agent makes no keys for others, registers nobody and manages nobody`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine, .sso) { crew in
            let ada = crew.person("ada")
            let claude = try await agent("@claude", of: ada, scopes: ["tasks:read", "tasks:write", "workers:write"])
            let other = try await agent("@other", of: ada)
            let key = try #require(try await ada.call(ListKeys.self, ["id": "@other"]).elements.first?.id)
            #expect(await claude.refusal(of: CreateKey.self, ["id": "@other"])?.code == .forbidden)
            #expect(await claude.refusal(of: CreateKey.self, ["id": "ada"])?.code == .forbidden)
            #expect(await claude.refusal(of: RegisterWorker.self, ["handle": "@pet"])?.code == .forbidden)
            #expect(await claude.refusal(of: ListKeys.self, ["id": "@other"])?.code == .forbidden)
            #expect(await claude.refusal(of: RevokeKey.self, ["id": "@other", "key_id": key.json])?.code == .forbidden)
            #expect(await claude.refusal(of: DeleteWorker.self, ["id": "@other"])?.code == .forbidden)
            #expect(await claude.refusal(of: UpdateWorker.self, ["id": "@other", "name": "x"])?.code == .forbidden)
            #expect(await other.refusal(of: WhoAmI.self) == nil)
        }
    }

    @Test(arguments: Engine.all) func `an agent does not approve its own work, even as an admin or an owner`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine, .sso) { crew in
            let ada = crew.person("ada", role: .admin)
            let plain = try await agent("@claude", of: ada)
            let chief = try await crew.worker("@chief", type: .agent, isAdmin: true)
            for worker in [plain, chief] {
                let task = try await worker.addTask()
                try await worker.call(StartTask.self, ["task_id": task.json])
                try await worker.call(SubmitTask.self, ["task_id": task.json])
                for operation: any Operation.Type in [ApproveTask.self, CompleteTask.self] {
                    #expect(await Stage.perform(operation, ["task_id": task.json], worker)?.code == .forbidden)
                }
                let patch: JSONObject = ["task_id": task.json, "status": "completed"]
                #expect(await worker.refusal(of: UpdateTask.self, patch)?.code == .forbidden)
                try await ada.call(ApproveTask.self, ["task_id": task.json])
            }
        }
    }

    @Test(arguments: Engine.all) func `a key is worth no more than its maker's token`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            let narrow = crew.person("ada", scopes: Scopes([.tasksRead, .workersWrite]))
            try await narrow.call(RegisterWorker.self, ["handle": "@claude"])
            #expect(try await narrow.call(CreateKey.self, ["id": "@claude"]).listed.scopes == Scopes([.tasksRead]))
            let wish: JSONObject = ["id": "@claude", "scopes": ["tasks:write"]]
            #expect(await narrow.refusal(of: CreateKey.self, wish)?.missingScope == "tasks:write")
        }
    }

    @Test(arguments: Engine.all) func `a key is refused from the very next call on, by every process`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine, .sso) { crew in
            let ada = crew.person("ada")
            let claude = try await agent("@claude", of: ada)
            let elsewhere = CrewMember(crew: try await crew.again(), handle: "@claude", credential: claude.credential)
            #expect(await elsewhere.refusal(of: WhoAmI.self) == nil)
            let key = try #require(try await ada.call(ListKeys.self, ["id": "@claude"]).elements.first?.id)
            try await ada.call(RevokeKey.self, ["id": "@claude", "key_id": key.json])
            #expect(await claude.refusal(of: WhoAmI.self)?.code == .unauthenticated)
            #expect(await elsewhere.refusal(of: WhoAmI.self)?.code == .unauthenticated)
        }
    }

    @Test(arguments: Engine.all) func `people have no keys where there is an SSO`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            let (ada, boss) = (crew.person("ada"), crew.person("boss", role: .admin))
            try await ada.call(WhoAmI.self)
            #expect(await ada.refusal(of: CreateKey.self, ["id": "ada"])?.code == .forbidden)
            #expect(await boss.refusal(of: CreateKey.self, ["id": "ada"])?.code == .forbidden)
            let local = try await crew.worker("@local")
            #expect(await local.refusal(of: WhoAmI.self)?.code == .unauthenticated)
            await #expect(throws: TaskFlowError.self) {
                var grant = KeyGrant(handle: Handle(trusted: "@person"))
                grant.type = .human
                _ = try await grant.issue(in: crew.database, mode: .sso, requestID: "test")
            }
            #expect(try await crew.count("SELECT count(*) FROM workers WHERE id = '@person'") == 0)
        }
    }
}
