import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Leases that are over: what becomes of the task, of late work, and of a task that nobody finishes.
@Suite struct LeaseExpiryTests {
    @Test(arguments: Engine.all) func `a task whose lease is over goes back, after a pause`(_ engine: Engine)
        async throws
    {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let (ana, bot) = (try await crew.worker("@ana"), try await crew.worker("@bot", type: .agent))
            let other = try await crew.worker("@other", type: .agent)
            let id = try await ana.addTask()
            _ = try await bot.claimed(["ttl_seconds": 60])
            try await crew.pass(seconds: 45, clock)
            #expect(try await ana.task(id).status == .inProgress)
            try await crew.pass(seconds: 30, clock)
            let task = try await ana.task(id)
            #expect(task.status == .pending && task.assignedTo == nil && task.lease == nil && !task.ready)
            #expect(task.version == 3 && task.remark?.action == .leaseExpired && task.remark?.by == nil)
            let row = try #require(try await ana.audit(of: id).last)
            #expect(row.action == .leaseExpired && row.actorID == .system)
            #expect(row.context["assigned_to"] == ["before": "@bot", "after": .null])
            #expect(try await other.miss() == "deferred")
            let why = try await other.call(ExplainTask.self, ["task_id": id.json]).json
            #expect(why["reasons"]?.arrayValue?.map { $0["code"] } == ["cooling"])
            try await crew.pass(seconds: 60, clock)
            #expect(try await other.claimed().lease?.generation.rawValue == 2)
            #expect(await bot.refusal(of: SubmitTask.self, ["task_id": id.json, "generation": 1])?.code == .leaseLost)
        }
    }

    @Test(arguments: Engine.all) func `what a late holder brings is taken while nobody else has the task`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let bot = try await crew.worker("@bot", type: .agent)
            let steps: [(any Command.Type, JSONObject)] = [
                (SubmitTask.self, [:]), (UpdateProgress.self, ["percent": 5]), (CompleteTask.self, [:]),
                (BlockTask.self, ["reason": "stuck"]), (Heartbeat.self, [:]),
            ]
            for (step, input) in steps {
                let id = try await bot.addTask()
                _ = try await bot.claimed(["ttl_seconds": 60])
                try await crew.pass(seconds: 75, clock)
                #expect(try await bot.task(id).status == .pending)
                #expect(
                    await bot.refusal(of: step, input.with("task_id", id.json).with("generation", 1)) == nil, "\(step)")
                let actions = try await bot.actions(on: id)
                #expect(actions.dropFirst(3).first == .started, "\(actions)")
                #expect(try await bot.audit(of: id)[3].context["resumed"] == true)
                #expect(try await crew.faults() == [])
                if try await bot.task(id).status == .inProgress {
                    try await bot.call(CompleteTask.self, ["task_id": id.json, "generation": 1])
                }
            }
        }
    }

    @Test(arguments: Engine.all) func `the third time a person has to look`(_ engine: Engine) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let (ana, bot) = (try await crew.worker("@ana"), try await crew.worker("@bot", type: .agent))
            let id = try await ana.addTask()
            for time in 1...3 {
                _ = try await bot.claimed(["ttl_seconds": 60])
                try await crew.pass(seconds: 75, clock)
                if time < 3 { try await crew.pass(seconds: 60 << (time - 1), clock) }
            }
            let task = try await ana.task(id)
            #expect(task.status == .blocked && task.blockedKind == .deadLetter && task.assignedTo == nil)
            #expect(try await ana.audit(of: id).last?.context["blocked_kind"] == "dead_letter")
            #expect(try await bot.miss() == "nothing_ready")
            #expect(try await ana.call(UnblockTask.self, ["task_id": id.json]).blockedKind == nil)
            #expect(try await crew.count("SELECT expiries FROM task_leases WHERE task_id = \(id)") == 0)
            #expect(try await bot.claimed().id == id)
        }
    }

    @Test(arguments: Engine.all) func `whatever its holder writes renews a lease, what others write does not`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let (ana, bot) = (try await crew.worker("@ana"), try await crew.worker("@bot", type: .agent))
            let id = try await ana.addTask()
            let start = try #require(try await bot.claimed(["ttl_seconds": 600]).lease)
            clock.turn(seconds: 100)
            #expect(try await ana.patch(id, ["title": "Other"]).lease == start)
            let own = try await bot.patch(id, ["tags": ["x"]])
            #expect(own.lease?.expiresAt == own.updatedAt.adding(seconds: 600))
            clock.turn(seconds: 100)
            let task = try await bot.call(
                UpdateProgress.self, ["task_id": id.json, "percent": 20, "generation": 1])
            #expect(task.lease?.expiresAt == task.updatedAt.adding(seconds: 600))
            #expect(task.lease?.heartbeatBefore == task.updatedAt.adding(seconds: 200))
            #expect(try await bot.task(id).lease == task.lease)
        }
    }

    @Test(arguments: Engine.all) func `the time without any server is given back`(_ engine: Engine) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let bot = try await crew.worker("@bot", type: .agent)
            let id = try await bot.addTask()
            try await crew.sweep()
            let lease = try #require(try await bot.claimed(["ttl_seconds": 60]).lease)
            clock.turn(seconds: 3_600)
            try await crew.sweep()
            let after = try #require(try await bot.task(id).lease)
            #expect(after.expiresAt.milliseconds - lease.expiresAt.milliseconds >= 3_599_000)
            // A stall of half a minute is the workers' own.
            clock.turn(seconds: 29)
            try await crew.sweep()
            #expect(try await bot.task(id).lease == after)
        }
    }

    @Test(arguments: Engine.all) func `a heartbeat renews, and tells that others changed the task`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let (ana, bot) = (try await crew.worker("@ana"), try await crew.worker("@bot", type: .agent))
            let id = try await ana.addTask()
            let start = try #require(try await bot.claimed(["ttl_seconds": 600]).lease)
            let beat: JSONObject = ["task_id": id.json, "generation": 1]
            #expect(try await bot.call(Heartbeat.self, beat).json["lease"]?["expires_at"] == start.expiresAt.json)
            clock.turn(seconds: 100)
            let version = try await bot.task(id).version
            let answer = try await bot.call(Heartbeat.self, beat).json
            let renewed = try #require(try await bot.task(id).lease)
            #expect(answer["lease"] == renewed.json && renewed.expiresAt >= start.expiresAt.adding(seconds: 100))
            #expect(answer["signals"] == [])
            try await ana.patch(id, ["title": "Other"])
            #expect(try await bot.call(Heartbeat.self, beat).json["signals"] == ["changed"])
            #expect(try await bot.call(Heartbeat.self, beat).json["signals"] == [])
            #expect(try await bot.task(id).version == version + 1)
            #expect(try await bot.actions(on: id) == [.created, .claimed, .updated])
            #expect(await bot.refusal(of: Heartbeat.self, ["task_id": id.json])?.code == .validationFailed)
            #expect(await ana.refusal(of: Heartbeat.self, beat)?.code == .leaseLost)
            let longer = try await bot.call(Heartbeat.self, beat.with("ttl_seconds", 3_600)).json
            let long = try #require(try await bot.task(id).lease)
            #expect(longer["lease"] == long.json && long.expiresAt >= start.expiresAt.adding(seconds: 3_100))
        }
    }

    @Test(arguments: Engine.all) func `a heartbeat after the end, before anybody looked, renews`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let bot = try await crew.worker("@bot", type: .agent)
            let id = try await bot.addTask()
            _ = try await bot.claimed(["ttl_seconds": 60])
            try await crew.pass(seconds: 45, clock)
            clock.turn(seconds: 20)
            _ = try await bot.call(Heartbeat.self, ["task_id": id.json, "generation": 1])
            try await crew.sweep()
            #expect(try await bot.task(id).status == .inProgress)
        }
    }

    @Test(arguments: Engine.all) func `nothing is due while no lease runs`(_ engine: Engine) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            func next() async throws -> Duration? {
                try await crew.database.read { tx throws(TaskFlowError) in try LeaseExpiry.next(in: tx) }
            }
            let bot = try await crew.worker("@bot", type: .agent)
            _ = try await bot.addTask()
            #expect(try await next() == nil)
            _ = try await bot.claimed(["ttl_seconds": 60])
            #expect(try await next() == .seconds(15))
            try await crew.pass(seconds: 75, clock)
            let pause = try #require(try await next())
            #expect(pause > .seconds(15) && pause <= .seconds(60))
            try await crew.pass(seconds: 60, clock)
            #expect(try await next() == nil)
        }
    }
}
