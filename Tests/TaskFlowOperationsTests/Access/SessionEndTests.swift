import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// How sessions end, by a clock that the test turns.
@Suite(.timeLimit(.minutes(10))) struct SessionEndTests {
    private let hour = 3600
    private let day = 86_400

    private func browser(_ session: OpenedSession, _ crew: Crew) -> CrewMember {
        CrewMember(crew: crew, handle: "", credential: .session(hash: Secret.hash(of: session.secret)))
    }

    private func isGood(_ caller: CrewMember) async -> Bool { await caller.refusal(of: WhoAmI.self) == nil }

    /// The machine's owner with a session by code.
    private func signedIn(_ crew: Crew) async throws -> CrewMember {
        let owner = try await LocalOwner.prepare(
            handle: Handle(trusted: "@me"), key: nil, in: crew.database, requestID: "test")
        let sessions = Sessions(database: crew.database, mode: .local)
        return browser(try await sessions.open(code: try await sessions.issueCode(for: owner.id)), crew)
    }

    @Test(arguments: Engine.all) func `a local session lasts 30 days from its last use`(_ engine: Engine) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, write in
            let browser = try await signedIn(crew)
            for _ in 0..<4 {
                clock.turn(seconds: 29 * day)
                #expect(await isGood(browser))
                try await write()
            }
            clock.turn(seconds: 30 * day)
            #expect(await !isGood(browser))
        }
    }

    @Test(arguments: Engine.all) func `a use is written down once an hour at most`(_ engine: Engine) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, write in
            let browser = try await signedIn(crew)
            let opened = try await crew.count("SELECT expires_at FROM sessions")
            clock.turn(seconds: hour - 60)
            #expect(await isGood(browser))
            try await write()
            #expect(try await crew.count("SELECT expires_at FROM sessions") == opened)
            clock.turn(seconds: 60)
            #expect(await isGood(browser))
            try await write()
            #expect(try await crew.count("SELECT expires_at FROM sessions") >= opened + hour * 1000)
        }
    }

    @Test(arguments: Engine.all) func `one that an SSO opened lasts 12 hours, whatever its token and its use`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, .sso, clock: clock) { crew, write in
            let ada = crew.person("u", role: .admin, life: 60)
            guard case .person(let person) = ada.credential else { return }
            try await ada.call(WhoAmI.self)
            let browser = browser(try await Sessions(database: crew.database, mode: .sso).open(person), crew)
            for _ in 0..<11 {
                clock.turn(seconds: hour)
                #expect(await isGood(browser))
                try await write()
            }
            #expect(await !isGood(ada))
            clock.turn(seconds: hour)
            #expect(await !isGood(browser))
        }
    }

    @Test(arguments: Engine.all) func `a local person's role is the worker's, as it is now`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            _ = try await crew.worker("@ada")
            let sessions = Sessions(database: crew.database, mode: .local)
            let ada = WorkerID(trusted: "@ada")
            let browser = browser(try await sessions.open(code: try await sessions.issueCode(for: ada)), crew)
            #expect(try await browser.call(WhoAmI.self).role == .member)
            _ = try await crew.worker("@ada", isAdmin: true)
            #expect(try await browser.call(WhoAmI.self).role == .admin)
        }
    }

    @Test(arguments: Engine.all) func `one that a key opened may do what the key may, and ends with it`(
        _ engine: Engine
    )
        async throws
    {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, write in
            let ada = try await crew.worker("@ada")
            let few = Scopes([.tasksRead, .workersWrite])
            let made = try await ada.call(
                CreateKey.self, ["id": "@ada", "scopes": few.json, "expires_in_days": 40])
            let sessions = Sessions(database: crew.database, mode: .local)
            let (first, second) = (
                browser(try await sessions.open(key: made.key), crew),
                browser(try await sessions.open(key: made.key), crew)
            )
            #expect(try await first.call(WhoAmI.self).scopes == few)
            #expect(try await first.call(WhoAmI.self).credential == .session)
            let wish: JSONObject = ["id": "@ada", "scopes": ["tasks:write"]]
            #expect(await first.refusal(of: CreateKey.self, wish)?.missingScope == "tasks:write")
            clock.turn(seconds: 29 * day)
            #expect(await isGood(first))
            try await write()
            clock.turn(seconds: 10 * day)
            #expect(await isGood(first))
            // Nobody used it for 39 days.
            #expect(await !isGood(second))
            try await write()
            clock.turn(seconds: day)
            #expect(await !isGood(first))
        }
    }

    @Test(arguments: Engine.all) func `a key that is revoked takes its sessions along`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada")
            let sessions = Sessions(database: crew.database, mode: .local)
            let (made, other) = (
                try await ada.call(CreateKey.self, ["id": "@ada"]), try await ada.call(CreateKey.self, ["id": "@ada"])
            )
            let (ended, stays) = (
                browser(try await sessions.open(key: made.key), crew),
                browser(try await sessions.open(key: other.key), crew)
            )
            try await ada.call(RevokeKey.self, ["id": "@ada", "key_id": made.listed.id.json])
            #expect(await !isGood(ended))
            #expect(await isGood(stays))
            #expect(try await crew.count("SELECT count(*) FROM sessions") == 1)
            await #expect(throws: Authenticator.badCredential) { try await sessions.open(key: made.key) }
        }
    }

    @Test(arguments: Engine.all) func `a key opens a session for a person alone, and for one who signs in so`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada")
            try await ada.call(RegisterWorker.self, ["handle": "@bot"])
            let (agents, own) = (
                try await ada.call(CreateKey.self, ["id": "@bot"]).key,
                try await ada.call(CreateKey.self, ["id": "@ada"]).key
            )
            for mode in [SignInMode.local, .sso] {
                let sessions = Sessions(database: crew.database, mode: mode)
                #expect(
                    await refusal { () throws(TaskFlowError) in try await sessions.open(key: agents) } == .forbidden)
                #expect(
                    await refusal { () throws(TaskFlowError) in try await sessions.open(key: "tfl_x") }
                        == .unauthenticated)
            }
            let beside = Sessions(database: crew.database, mode: .sso)
            #expect(await refusal { () throws(TaskFlowError) in try await beside.open(key: own) } == .unauthenticated)
            #expect(try await crew.count("SELECT count(*) FROM sessions") == 0)
        }
    }

    @Test(arguments: Engine.all) func `a worker has twenty sessions, and one more ends the oldest`(_ engine: Engine)
        async throws
    {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let key = try await crew.worker("@ada").call(CreateKey.self, ["id": "@ada"]).key
            let sessions = Sessions(database: crew.database, mode: .local)
            let other = try await signedIn(crew)
            var opened: [CrewMember] = []
            for _ in 0...Sessions.perWorker {
                clock.turn(seconds: 1)
                opened.append(browser(try await sessions.open(key: key), crew))
            }
            #expect(try await crew.count("SELECT count(*) FROM sessions WHERE worker_id = '@ada'") == 20)
            #expect(await !isGood(opened[0]))
            for session in [opened[1], opened[20], other] { #expect(await isGood(session)) }
        }
    }

    @Test(arguments: Engine.all) func `what has ended is removed, and does not count`(_ engine: Engine) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            _ = try await signedIn(crew)
            let sessions = Sessions(database: crew.database, mode: .local)
            let me = WorkerID(trusted: "@me")
            _ = try await sessions.issueCode(for: me)
            clock.turn(seconds: 31 * day)
            let (spent, _) = (try await sessions.issueCode(for: me), try await sessions.issueCode(for: me))
            #expect(try await crew.count("SELECT count(*) FROM sign_in_codes") == 2)
            _ = try await sessions.open(code: spent)
            #expect(try await crew.count("SELECT count(*) FROM sign_in_codes") == 1)
            #expect(try await crew.count("SELECT count(*) FROM sessions") == 1)
        }
    }

    @Test(arguments: Engine.all) func `opening a session is one of the worker's calls`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let limiter = CallLimiter(callsPerMinute: 2)
            let limited = try await Crew(on: crew.database, limiter: limiter)
            let ada = CrewMember(crew: limited, handle: "@ada", credential: try await crew.worker("@ada").credential)
            let sessions = Sessions(database: crew.database, mode: .local, limiter: limiter)
            let code = try await sessions.issueCode(for: WorkerID(trusted: "@ada"))
            try await ada.call(WhoAmI.self)
            try await ada.call(WhoAmI.self)
            #expect(await refusal { () throws(TaskFlowError) in try await sessions.open(code: code) } == .rateLimited)
            #expect(try await crew.count("SELECT count(*) FROM sessions") == 0)
            // The code was not used up.
            let later = Sessions(database: crew.database, mode: .local, limiter: CallLimiter(callsPerMinute: 1))
            #expect(try await later.open(code: code).quota?.remaining == 0)
        }
    }

    private func refusal(_ body: () async throws(TaskFlowError) -> OpenedSession) async -> ErrorCode? {
        do throws(TaskFlowError) { _ = try await body() } catch { return error.code }
        return nil
    }
}
