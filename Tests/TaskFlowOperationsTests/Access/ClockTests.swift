import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Nothing that has ended is good again because somebody set the machine's clock back.
@Suite(.timeLimit(.minutes(10))) struct ClockTests {
    @Test(arguments: Engine.all) func `a key and a session that have ended stay so`(_ engine: Engine) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let ada = try await crew.worker("@ada")
            let made = try await ada.call(CreateKey.self, ["id": "@ada", "expires_in_days": 1])
            let sessions = Sessions(database: crew.database, mode: .local)
            let session = try await sessions.open(key: made.key)
            let callers = [
                CrewMember(crew: crew, handle: "@ada", credential: .key(hash: Secret.hash(of: made.key))),
                CrewMember(crew: crew, handle: "@ada", credential: .session(hash: Secret.hash(of: session.secret))),
            ]
            for caller in callers { #expect(await caller.refusal(of: WhoAmI.self) == nil) }
            clock.turn(seconds: 2 * 86_400)
            for caller in callers { #expect(await caller.refusal(of: WhoAmI.self)?.code == .unauthenticated) }
            clock.turn(seconds: -4 * 86_400)
            for caller in callers { #expect(await caller.refusal(of: WhoAmI.self)?.code == .unauthenticated) }
        }
    }

    @Test(arguments: Engine.all) func `the audit log's times are in the order of its rows`(_ engine: Engine)
        async throws
    {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let ada = try await crew.worker("@ada", isAdmin: true)
            for seconds in [0, 3600, -7200, 60, -86_400] {
                clock.turn(seconds: seconds)
                _ = try await ada.addTask()
            }
            let times = try await ada.call(ListAudit.self).elements.map(\.timestamp)
            #expect(times == times.sorted(by: >) && times.count == 7)
        }
    }
}
