import TaskFlowDomain
import TaskFlowJobs
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

/// The job that ends leases: awake while one runs, asleep else.
@Suite struct LeaseSweepTests {
    @Test(arguments: Engine.all) func `it looks each quarter of a minute while a lease runs, and ends what is over`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let bot = try await crew.worker("@bot", type: .agent)
            let task = try await bot.addTask()
            let sweep = LeaseSweep(database: crew.database)
            #expect(try await !sweep.runBatch())
            #expect(sweep.dueIn == nil)
            try await bot.call(ClaimNext.self, ["ttl_seconds": 60])
            _ = try await sweep.runBatch()
            let due = try #require(sweep.dueIn)
            #expect(due > .seconds(10) && due <= .seconds(15))
            for _ in 0..<5 {
                clock.turn(seconds: 15)
                _ = try await sweep.runBatch()
            }
            #expect(try await bot.call(GetTask.self, ["task_id": task.json]).status == .pending)
            // The pause after it.
            let pause = try #require(sweep.dueIn)
            #expect(pause > .seconds(30) && pause <= .seconds(60))
            clock.turn(seconds: 61)
            _ = try await sweep.runBatch()
            #expect(sweep.dueIn == nil)
            #expect(try await bot.call(GetTask.self, ["task_id": task.json]).ready)
        }
    }

    /// Without a lease that is known, a call that may have granted one wakes it; while it is awake anyway, none does.
    @Test func `a grant wakes it`() async throws {
        try await withCrew { crew in
            let sweep = LeaseSweep(database: crew.database)
            _ = try await sweep.runBatch()
            sweep.note(
                ObservedCall(operation: ClaimNext.spec.name, via: .rest, refusal: nil, duration: .zero))
            var wakes = try #require(sweep.wakes).makeAsyncIterator()
            #expect(await wakes.next() != nil)
        }
    }

    @Test(arguments: Engine.all) func `two servers end each lease once`(_ engine: Engine) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let bot = try await crew.worker("@bot", type: .agent)
            for _ in 0..<20 {
                _ = try await bot.addTask()
                try await bot.call(ClaimNext.self, ["ttl_seconds": 60])
            }
            let sweeps = [LeaseSweep(database: crew.database), LeaseSweep(database: crew.database)]
            for _ in 0..<5 {
                clock.turn(seconds: 15)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for sweep in sweeps { group.addTask { while try await sweep.runBatch() {} } }
                    try await group.waitForAll()
                }
            }
            #expect(try await crew.count("SELECT count(*) FROM audit_log WHERE action = 'lease_expired'") == 20)
            #expect(try await crew.count("SELECT count(*) FROM tasks WHERE status = 'pending'") == 20)
        }
    }
}
