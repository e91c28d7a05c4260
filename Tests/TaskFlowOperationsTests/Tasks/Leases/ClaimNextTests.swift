import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What `claim_next` gives out, in which order, and what it says where there is nothing.
@Suite struct ClaimNextTests {
    @Test(arguments: Engine.all) func `critical tasks come first, then by age and priority`(_ engine: Engine)
        async throws
    {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let ana = try await crew.worker("@ana")
            let bot = try await crew.worker("@bot", type: .agent)
            var tasks: [TaskID] = []
            for (priority, hours) in [("low", 25), ("medium", 50), ("high", 1), ("critical", 0)] {
                tasks.append(try await ana.addTask(priority, ["priority": .string(priority)]))
                clock.turn(seconds: hours * 3600)
            }
            // High counts as 72 hours older, medium as 24: medium is 51 hours old when low is 76.
            let order = [tasks[3], tasks[0], tasks[1], tasks[2]]
            var claimed: [TaskID] = []
            for _ in 0..<4 { claimed.append(try await bot.claimed().id) }
            #expect(claimed == [tasks[3], tasks[1], tasks[2], tasks[0]] || claimed == order)
            #expect(try await bot.miss() == "nothing_ready")
        }
    }

    @Test(arguments: Engine.all) func `a claim is one audit row, and a lease`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ana, bot) = (try await crew.worker("@ana"), try await crew.worker("@bot", type: .agent))
            let id = try await ana.addTask()
            let answer = try await bot.claim(["ttl_seconds": 600]).json
            #expect(answer["task"]?["id"] == id.json && answer["reason"] == .null)
            #expect(answer["task"]?["lease"]?["generation"] == 1)
            #expect(answer["task"]?["status"] == "in_progress" && answer["task"]?["version"] == 2)
            let task = try await bot.task(id)
            #expect(answer["task"] == task.json)
            let lease = try #require(task.lease)
            #expect(lease.expiresAt.milliseconds - task.updatedAt.milliseconds == 600_000)
            #expect(lease.heartbeatBefore.milliseconds - task.updatedAt.milliseconds == 200_000)
            #expect(try await bot.actions(on: id) == [.created, .claimed])
        }
    }

    @Test(arguments: Engine.all) func `people claim without a lease`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let id = try await ana.addTask()
            #expect(try await ana.claimed().id == id)
            #expect(try await ana.task(id).lease == nil)
        }
    }

    @Test(arguments: Engine.all) func `what waits, what is a container, and what is somebody's is not offered`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ana, bot) = (try await crew.worker("@ana"), try await crew.worker("@bot", type: .agent))
            let first = try await ana.addTask("first", ["assigned_to": "@ana"])
            _ = try await ana.addTask("second", ["needs": [first.json]])
            let parent = try await ana.addTask("parent", ["assigned_to": "@ana"])
            let child = try await ana.addTask("child", ["parent_id": parent.json, "assigned_to": "@bot"])
            #expect(try await bot.claimed().id == child)
            #expect(try await bot.miss() == "waiting")
            #expect(try await bot.miss(["parent_id": parent.json]) == "nothing_ready")
        }
    }

    @Test(arguments: Engine.all) func `an agent gets what it can do, a person anything`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ana, bot) = (
                try await crew.worker("@ana", isAdmin: true), try await crew.worker("@bot", type: .agent)
            )
            let hard = try await ana.addTask("hard", ["requires": ["swift"]])
            let answer = try await bot.claim().json
            #expect(answer["reason"]?["code"] == "capability")
            #expect(answer["reason"]?["text"]?.stringValue?.contains("swift") == true)
            try await ana.call(UpdateWorker.self, ["id": "@bot", "capabilities": ["swift"]])
            #expect(try await bot.claimed().id == hard)
            let other = try await ana.addTask("other", ["requires": ["haskell"]])
            #expect(try await ana.claimed().id == other)
        }
    }

    @Test(arguments: Engine.all) func `of a project only its workers are offered tasks`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ana, ben) = (try await crew.worker("@ana"), try await crew.worker("@ben"))
            let eve = try await crew.worker("@eve")
            try await ana.call(CreateProject.self, ["slug": "app", "name": "App"])
            try await ana.call(AddMember.self, ["slug": "app", "worker_id": "@ben", "role": "member"])
            try await ana.call(AddMember.self, ["slug": "app", "worker_id": "@eve", "role": "viewer"])
            let task = try await ana.addTask("in app", ["project_slug": "app"])
            #expect(try await eve.miss() == "nothing_ready")
            let zoe = try await crew.worker("@zoe")
            #expect(await zoe.refusal(of: ClaimNext.self, ["project": "app"])?.code == .validationFailed)
            #expect(try await ben.claimed(["project": "app"]).id == task)
        }
    }

    @Test(arguments: Engine.all) func `filters narrow what is offered`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            _ = try await ana.addTask("plain")
            let tagged = try await ana.addTask("tagged", ["tags": ["bug"], "priority": "low"])
            let parent = try await ana.addTask("parent")
            let part = try await ana.addTask("part", ["parent_id": parent.json])
            #expect(try await ana.claimed(["tags": ["bug"], "priority": ["low", "high"]]).id == tagged)
            #expect(try await ana.claimed(["parent_id": parent.json]).id == part)
            #expect(try await ana.miss(["priority": ["critical"]]) == "nothing_ready")
            #expect(await ana.refusal(of: ClaimNext.self, ["parent_id": 999])?.code == .validationFailed)
        }
    }

    @Test(arguments: Engine.all) func `a date that comes is seen without the job`(_ engine: Engine) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let ana = try await crew.worker("@ana")
            let date = Timestamp(milliseconds: clock.steady.now().milliseconds + 60_000)
            let task = try await ana.addTask("later", ["not_before": date.json])
            let answer = try await ana.claim().json
            #expect(answer["reason"]?["code"] == "deferred" && answer["next_eligible_at"] == date.json)
            clock.turn(seconds: 61)
            #expect(try await ana.claimed().id == task)
        }
    }

    @Test(arguments: Engine.all) func `whoever released a task is not offered it for ten minutes`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let (one, two) = (
                try await crew.worker("@one", type: .agent), try await crew.worker("@two", type: .agent)
            )
            let task = try await one.addTask()
            _ = try await one.claimed()
            try await one.call(ReleaseTask.self, ["task_id": task.json, "generation": 1])
            #expect(try await one.miss() == "deferred")
            #expect(
                try await one.call(ExplainTask.self, ["task_id": task.json]).json["reasons"]?.arrayValue?.first?["code"]
                    == "cooling")
            #expect(try await two.claimed().id == task)
            try await two.call(ReleaseTask.self, ["task_id": task.json, "generation": 3])
            // The other's release is the last one that is known.
            #expect(try await one.claimed().lease?.generation.rawValue == 5)
        }
    }

    @Test(arguments: Engine.all) func `an agent holds as many as it may, by claim and by start`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ana, bot) = (
                try await crew.worker("@ana", isAdmin: true), try await crew.worker("@bot", type: .agent)
            )
            try await ana.call(UpdateWorker.self, ["id": "@bot", "max_held": 2])
            var tasks: [TaskID] = []
            for number in 0..<3 { tasks.append(try await ana.addTask("task \(number)")) }
            _ = try await bot.claimed()
            try await bot.call(StartTask.self, ["task_id": tasks[1].json])
            for refusal in [
                await bot.refusal(of: ClaimNext.self),
                await bot.refusal(of: StartTask.self, ["task_id": tasks[2].json]),
                await bot.patchRefusal(tasks[2], ["status": "in_progress"]),
            ] {
                #expect(refusal?.code == .claimLimit)
                #expect(refusal?.message.contains("(\(tasks[0]), \(tasks[1]))") == true)
            }
            try await bot.call(BlockTask.self, ["task_id": tasks[1].json, "reason": "stuck"])
            #expect(try await bot.claimed().id == tasks[2])
            #expect(await ana.refusal(of: UpdateWorker.self, ["id": "@ana", "max_held": 2])?.code == .validationFailed)
        }
    }

    @Test(arguments: Engine.all) func `many claim at once, and each gets another task`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            var bots: [CrewMember] = []
            for number in 0..<8 {
                bots.append(try await crew.worker("@bot\(number)", type: .agent))
                try await ana.call(UpdateWorker.self, ["id": .string("@bot\(number)"), "max_held": 100])
            }
            for number in 0..<80 {
                _ = try await ana.addTask("task \(number)", number.isMultiple(of: 3) ? ["priority": "high"] : [:])
            }
            let claimed = try await withThrowingTaskGroup(of: [Int].self) { group in
                for bot in bots {
                    group.addTask {
                        var mine: [Int] = []
                        while let id = try await bot.claim().json["task"]?["id"]?.integerValue { mine.append(id) }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == 80 && Set(claimed).count == 80)
            #expect(try await crew.count("SELECT count(*) FROM audit_log WHERE action = 'claimed'") == 80)
        }
    }
}
