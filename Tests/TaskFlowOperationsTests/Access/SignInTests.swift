import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct SignInTests {
    @Test(arguments: Engine.all) func `the owner is registered once and keeps a key`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let first = try await prepare(crew, key: nil)
            let key = try #require(first.newKey)
            #expect(first.id.rawValue == "@me")
            #expect(try await prepare(crew, key: key).newKey == nil)
            #expect(try await prepare(crew, key: "tfl_lost").newKey != nil)
            let owner = CrewMember(crew: crew, handle: "@me", credential: .key(hash: Secret.hash(of: key)))
            #expect(try await owner.call(WhoAmI.self).role == .admin)
            #expect(try await crew.count("SELECT COUNT(*) FROM workers") == 1)
        }
    }

    @Test(arguments: Engine.all) func `a code opens one session`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await prepare(crew, key: nil)
            let sessions = Sessions(database: crew.database, mode: .local)
            let code = try await sessions.issueCode(for: owner.id)
            let session = try await sessions.open(code: code)
            await #expect(throws: TaskFlowError.self) { try await sessions.open(code: code) }
            let browser = CrewMember(
                crew: crew, handle: "@me", credential: .session(hash: Secret.hash(of: session.secret)))
            #expect(try await browser.call(WhoAmI.self).credential == .session)
            try await sessions.close(session.secret)
            #expect(await browser.refusal(of: WhoAmI.self)?.code == .unauthenticated)
        }
    }

    @Test(arguments: Engine.all) func `a code and a session end`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await prepare(crew, key: nil)
            let sessions = Sessions(database: crew.database, mode: .local)
            let late = try await sessions.issueCode(for: owner.id)
            try await age(crew, "sign_in_codes")
            await #expect(throws: TaskFlowError.self) { try await sessions.open(code: late) }
            let session = try await sessions.open(code: try await sessions.issueCode(for: owner.id))
            try await age(crew, "sessions")
            let browser = CrewMember(
                crew: crew, handle: "@me", credential: .session(hash: Secret.hash(of: session.secret)))
            #expect(await browser.refusal(of: WhoAmI.self)?.code == .unauthenticated)
        }
    }

    @Test(arguments: Engine.all) func `where an SSO answers for people, local people are refused and agents are not`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let person = try await crew.worker("@me")
            let agent = try await crew.worker("@claude", type: .agent)
            let sso = try await Crew(on: crew.database, mode: .sso)
            func asked(_ member: CrewMember) async -> ErrorCode? {
                await CrewMember(crew: sso, handle: member.handle, credential: member.credential)
                    .refusal(of: WhoAmI.self)?.code
            }
            #expect(await asked(person) == .unauthenticated)
            #expect(await asked(agent) == nil)
            let sessions = Sessions(database: crew.database, mode: .sso)
            let code = try await Sessions(database: crew.database, mode: .local).issueCode(
                for: WorkerID(trusted: "@me"))
            await #expect(throws: TaskFlowError.self) { try await sessions.open(code: code) }
        }
    }

    private func prepare(_ crew: Crew, key: String?) async throws -> LocalOwner {
        try await LocalOwner.prepare(
            handle: Handle(trusted: "@me"), key: key, in: crew.database, requestID: "test")
    }

    private func age(_ crew: Crew, _ table: StaticString) async throws {
        _ = try await crew.database.write { tx throws(TaskFlowError) in
            try tx.execute("UPDATE \(raw: table) SET expires_at = \(tx.now)")
        }
    }
}
