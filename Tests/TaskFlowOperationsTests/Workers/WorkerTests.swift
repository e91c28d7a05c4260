import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct PresenceTests {
    @Test(arguments: Engine.all) func `a worker is active, quiet or away, and holds what it has in progress`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, write in
            let ana = try await crew.worker("@ana", isAdmin: true)
            let claude = try await crew.worker("@claude", type: .agent)
            func claudeNow() async throws -> Worker { try await ana.call(GetWorker.self, ["id": "@claude"]) }
            #expect(try await claudeNow().status == .away)
            for _ in 0..<2 {
                try await claude.call(StartTask.self, ["task_id": try await ana.addTask().json])
            }
            try await write()
            #expect(try await claudeNow().status == .active)
            #expect(try await claudeNow().holding == 2)
            clock.turn(seconds: 400)
            #expect(try await claudeNow().status == .quiet)
            clock.turn(seconds: 90_000)
            let listed = try await ana.call(ListWorkers.self).elements.first { $0.handle.rawValue == "@claude" }
            #expect(listed?.status == .away && listed?.holding == 2)
            try await claude.call(SubmitTask.self, ["task_id": 1])
            #expect(try await claudeNow().holding == 1)
        }
    }
}

@Suite struct WorkerTests {
    @Test(arguments: Engine.all) func `an agent is registered, given a key, and calls with it`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let worker = try await owner.call(RegisterWorker.self, ["handle": "@claude", "agent_type": "claude"])
            #expect(worker.id.rawValue == "@claude" && worker.type == .agent && worker.name.rawValue == "@claude")
            #expect(await owner.refusal(of: RegisterWorker.self, ["handle": "@claude"])?.code == .alreadyExists)
            let made = try await owner.call(CreateKey.self, ["id": "@claude", "expires_in_days": 1])
            #expect(made.key.hasPrefix("tfl_") && made.key.utf8.count == 47)
            #expect(made.listed.scopes == Scopes.standard)
            let agent = CrewMember(crew: crew, handle: "@claude", credential: .key(hash: Secret.hash(of: made.key)))
            let me = try await agent.call(WhoAmI.self)
            #expect(me.worker.handle.rawValue == "@claude" && me.credential == .key && me.role == .member)
            let id = try await agent.addTask()
            #expect(try await owner.audit(of: id).first?.actorType == .agent)
            #expect(try await agent.call(ListKeys.self, ["id": "@claude"]).elements.count == 1)

            try await agent.call(RevokeKey.self, ["id": "@claude", "key_id": made.listed.id.json])
            #expect(await agent.refusal(of: WhoAmI.self)?.code == .unauthenticated)
            #expect(try await crew.count("SELECT COUNT(*) FROM audit_log WHERE action = 'key_revoked'") == 1)
        }
    }

    @Test(arguments: Engine.all) func `no key is worth more than its maker's`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner", scopes: Scopes([.tasksRead, .workersWrite]))
            try await owner.call(RegisterWorker.self, ["handle": "@bot"])
            let made = try await owner.call(CreateKey.self, ["id": "@bot"])
            #expect(made.listed.scopes == Scopes([.tasksRead]))
            let refusal = await owner.refusal(
                of: CreateKey.self, ["id": "@bot", "scopes": ["tasks:read", "tasks:write"]])
            #expect(refusal?.code == .insufficientScope && refusal?.missingScope == "tasks:write")
        }
    }

    @Test(arguments: Engine.all) func `agents neither make keys nor register anyone`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let agent = try await crew.worker("@claude", type: .agent)
            #expect(await agent.refusal(of: CreateKey.self, ["id": "@claude"])?.code == .forbidden)
            #expect(await agent.refusal(of: RegisterWorker.self, ["handle": "@pet"])?.code == .forbidden)
        }
    }

    @Test(arguments: Engine.all) func `an expired key is refused`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            _ = try await crew.database.write { tx throws(TaskFlowError) in
                try tx.execute("UPDATE keys SET expires_at = \(tx.now)")
            }
            #expect(await owner.refusal(of: WhoAmI.self)?.code == .unauthenticated)
        }
    }

    @Test(arguments: Engine.all) func `a deleted worker is out at once and its work is handed back`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner", isAdmin: true)
            let agent = try await crew.worker("@claude", type: .agent)
            let held = try await agent.addTask("held")
            try await agent.call(StartTask.self, ["task_id": held.json])
            let reviewed = try await agent.addTask("reviewed", ["assigned_to": "@claude"])
            try await owner.call(DeleteWorker.self, ["id": "@claude"])
            #expect(await agent.refusal(of: WhoAmI.self)?.code == .unauthenticated)
            #expect(try await owner.task(held).status == .pending)
            #expect(try await owner.actions(on: held).last == .released)
            #expect(try await owner.actions(on: reviewed).last == .assigned)
            #expect(await owner.refusal(of: GetWorker.self, ["id": "@claude"])?.code == .notFound)
            #expect(await owner.refusal(of: RegisterWorker.self, ["handle": "@claude"])?.code == .alreadyExists)
            #expect(await owner.refusal(of: DeleteWorker.self, ["id": "@owner"])?.code == .conflict)
        }
    }

    @Test(arguments: Engine.all) func `the sole owner of a project is not deleted`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let admin = try await crew.worker("@admin", isAdmin: true)
            let owner = try await crew.worker("@owner")
            try await owner.call(CreateProject.self, ["slug": "p"])
            #expect(await admin.refusal(of: DeleteWorker.self, ["id": "@owner"])?.code == .conflict)
            try await owner.call(AddMember.self, ["slug": "p", "worker_id": "@admin", "role": "owner"])
            try await admin.call(DeleteWorker.self, ["id": "@owner"])
            #expect(try await admin.call(GetProject.self, ["slug": "p"]).ownerID.rawValue == "@admin")
        }
    }

    @Test(arguments: Engine.all) func `a refusal names no project that the caller does not see`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let (owner, admin) = (try await crew.worker("@owner"), try await crew.worker("@admin", isAdmin: true))
            try await owner.call(RegisterWorker.self, ["handle": "@bot"])
            let bot = try await crew.worker("@bot", type: .agent)
            try await bot.call(CreateProject.self, ["slug": "secret"])
            let blind = await owner.refusal(of: DeleteWorker.self, ["id": "@bot"])
            #expect(blind?.code == .conflict && blind?.message.contains("secret") == false)
            #expect(await admin.refusal(of: DeleteWorker.self, ["id": "@bot"])?.message.contains("'secret'") == true)
            // Of two, the one that the caller sees is named.
            try await bot.call(CreateProject.self, ["slug": "shared"])
            try await bot.call(AddMember.self, ["slug": "shared", "worker_id": "@owner"])
            #expect(await owner.refusal(of: DeleteWorker.self, ["id": "@bot"])?.message.contains("'shared'") == true)
        }
    }
}
