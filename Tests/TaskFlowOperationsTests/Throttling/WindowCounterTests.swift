import Synchronization
import TaskFlowTestSupport
import Testing

@testable import TaskFlowDomain
@testable import TaskFlowOperations

@Suite struct WindowCounterTests {
    @Test func `a window ends a minute after its first count, and counts no further than one too many`() {
        let time = MovableTime()
        let counter = WindowCounter<String>(limit: 2, now: time.clock)
        #expect(counter.standing(of: "a") == nil)
        #expect(counter.count("a") == .init(count: 1, secondsLeft: 60))
        time.move(by: .milliseconds(30_500))
        #expect(counter.count("a") == .init(count: 2, secondsLeft: 30))
        for _ in 0..<5 { #expect(counter.count("a").count == 3) }
        #expect(counter.count("b").count == 1)
        time.move(by: .milliseconds(29_400))
        #expect(counter.standing(of: "a") == .init(count: 3, secondsLeft: 1))
        time.move(by: .milliseconds(100))
        #expect(counter.standing(of: "a") == nil)
        #expect(counter.count("a") == .init(count: 1, secondsLeft: 60))
    }

    @Test func `a count outlives the change of generations`() {
        let time = MovableTime()
        let counter = WindowCounter<Int>(limit: 5, now: time.clock)
        time.move(by: .seconds(50))
        _ = counter.count(1)
        time.move(by: .seconds(20))
        #expect(counter.count(2).count == 1)
        #expect(counter.count(1) == .init(count: 2, secondsLeft: 40))
    }

    @Test func `a flood of keys is forgotten, and does not grow the counter`() {
        let counter = WindowCounter<Int>(limit: 5, capacity: 100, now: MovableTime().clock)
        for key in 0..<100_000 { _ = counter.count(key) }
        let known = (0..<100_000).count { counter.standing(of: $0) != nil }
        #expect((100...200).contains(known))
        #expect(counter.standing(of: 99_999) != nil)
    }

    @Test func `of many calls at once exactly the limit gets through`() async throws {
        let limiter = CallLimiter(callsPerMinute: 500)
        let actor = Actor.system(requestID: "test")
        let admitted = await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { (0..<100).count { _ in (try? limiter.admit(actor)) != nil } }
            }
            return await group.reduce(0, +)
        }
        #expect(admitted == 500)
    }

    @Test func `a unit of work that is run again counts once`() throws {
        let admission = CallAdmission(CallLimiter(callsPerMinute: 5))
        let actor = Actor.system(requestID: "test")
        for _ in 0..<3 { #expect(try admission.enter(actor)?.remaining == 4) }
    }

    @Test(arguments: Engine.all) func `the same name in another tenant is another actor`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let limited = try await Crew(on: crew.database, limiter: CallLimiter(callsPerMinute: 1))
            let here = try await limited.worker("@a")
            let there = try await limited.worker("@a", tenant: "other")
            try await here.call(WhoAmI.self)
            #expect(await here.refusal(of: WhoAmI.self)?.code == .rateLimited)
            try await there.call(WhoAmI.self)
        }
    }
}

/// A clock that a test moves.
private final class MovableTime: Sendable {
    private let instant = Mutex(ContinuousClock.now)

    var clock: @Sendable () -> ContinuousClock.Instant { { self.instant.withLock { $0 } } }

    func move(by duration: Duration) { instant.withLock { $0 += duration } }
}
