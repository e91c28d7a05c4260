import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What a person's token makes possible, and how long that lasts.
@Suite struct PersonSessionTests {
    @Test(arguments: Engine.all) func `a session is opened for a person, and ends with the worker`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine, .sso) { crew in
            let ada = crew.person("u", role: .admin, scopes: Scopes([.tasksRead]), life: 600)
            guard case .person(let person) = ada.credential else { return }
            try await ada.call(WhoAmI.self)
            let sessions = Sessions(database: crew.database, mode: .sso)
            let session = try await sessions.open(person)
            let browser = CrewMember(
                crew: crew, handle: "@u", credential: .session(hash: Secret.hash(of: session.secret)))
            let who = try await browser.call(WhoAmI.self)
            #expect(who.worker.id.rawValue == "u")
            #expect(who.role == .admin)
            #expect(who.scopes == Scopes([.tasksRead]))
            let local = try await crew.again(mode: .local)
            let there = CrewMember(crew: local, handle: "@u", credential: browser.credential)
            #expect(await there.refusal(of: WhoAmI.self)?.code == .unauthenticated)
            let admin = crew.person("boss", role: .admin)
            try await admin.call(DeleteWorker.self, ["id": "u"])
            #expect(await browser.refusal(of: WhoAmI.self)?.code == .unauthenticated)
            await #expect(throws: TaskFlowError.self) { try await sessions.open(person) }
        }
    }

    @Test(arguments: Engine.all) func `what outlives a call ends with the token`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            #expect(await crew.person("u", life: -1).refusal(of: WhoAmI.self) == nil)
            #expect(await crew.person("u", life: -61).refusal(of: WhoAmI.self)?.code == .unauthenticated)
            guard let credential = crew.person("v").credential else { return }
            let actor = try await crew.dispatcher.admit(
                credential, origin: Origin(via: .mcp, requestID: "test")
            ).actor
            #expect(actor.workerID.rawValue == "v")
        }
    }

    @Test(arguments: Engine.all) func `where sign-in is local no token is believed`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew async throws in
            #expect(await crew.person("u").refusal(of: WhoAmI.self)?.code == .unauthenticated)
            #expect(try await crew.count("SELECT count(*) FROM workers") == 0)
            guard case .person(let person) = crew.person("u").credential else { return }
            await #expect(throws: TaskFlowError.self) {
                try await Sessions(database: crew.database, mode: .local).open(person)
            }
        }
    }
}
