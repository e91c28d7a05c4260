import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

/// Waiting for events.
@Suite(.timeLimit(.minutes(5))) struct EventWaitTests {
    @Test(arguments: Engine.all) func `what is there is answered at once, in order and in parts`(
        _ engine: Engine
    ) async throws {
        try await withWaits(engine) { stage in
            let ana = try await stage.crew.worker("@ana")
            let start = try await stage.crew.cursor()
            for number in 0..<130 { _ = try await ana.addTask("\(number)") }
            let first = try await ana.wait(["after": .string("\(start)")])
            let ids = first.ids
            #expect(ids.count == 100 && ids == ids.sorted() && first["timed_out"] == false && first["reset"] == nil)
            let second = try await ana.wait(["after": first["cursor"] ?? .null])
            #expect(second.ids.count == 30 && Set(ids).isDisjoint(with: second.ids))
            #expect(
                try await ana.wait(["after": second["cursor"] ?? .null, "timeout_seconds": 0])["timed_out"] == true)
        }
    }

    @Test(arguments: Engine.all) func `a commit wakes whoever waits, and without a cursor it is from now on`(
        _ engine: Engine
    ) async throws {
        try await withWaits(engine) { stage in
            let ana = try await stage.crew.worker("@ana")
            let old = try await ana.addTask("old")
            async let waiting = ana.wait()
            try await stage.waits(1)
            let task = try await ana.addTask("new")
            let news = try await waiting
            #expect(news.told == ["created \(task)"] && news["timed_out"] == false)
            #expect(news["events"]?[0]?["actor_id"] == "@ana" && news["events"]?[0]?["entity_id"] != old.json)
        }
    }

    @Test(arguments: Engine.all) func `a wait that is over moves its cursor over what it did not ask for`(
        _ engine: Engine
    ) async throws {
        try await withWaits(engine) { stage in
            let ana = try await stage.crew.worker("@ana")
            let start = try await stage.crew.cursor()
            async let waiting = ana.wait(["after": .string("\(start)"), "kinds": ["approved"], "timeout_seconds": 2])
            try await stage.waits(1)
            _ = try await ana.addTask()
            let news = try await waiting
            #expect(news["timed_out"] == true && news["events"] == [])
            #expect(news["cursor"]?.stringValue == "\(try await stage.crew.cursor())")
            #expect(stage.feed.count == 0)
        }
    }

    @Test(arguments: Engine.all) func `filters by task and by kind`(_ engine: Engine) async throws {
        try await withWaits(engine) { stage in
            let ana = try await stage.crew.worker("@ana")
            let (one, two) = (try await ana.addTask("one"), try await ana.addTask("two"))
            async let waiting = ana.wait(["task_ids": [two.json], "kinds": ["started", "blocked"]])
            try await stage.waits(1)
            try await ana.call(StartTask.self, ["task_id": one.json])
            try await ana.call(UpdateTask.self, ["task_id": two.json, "title": "Two"])
            try await ana.call(StartTask.self, ["task_id": two.json])
            #expect(try await waiting.told == ["started \(two)"])
        }
    }

    @Test(arguments: Engine.all) func `who sees a task no more is told no more of it`(_ engine: Engine) async throws {
        try await withWaits(engine) { stage in
            let (ana, bo) = (try await stage.crew.worker("@ana"), try await stage.crew.worker("@bo"))
            try await ana.call(CreateProject.self, ["slug": "site", "name": "Site"])
            try await ana.call(AddMember.self, ["slug": "site", "worker_id": "@bo", "role": "member"])
            let task = try await ana.addTask("Inside", ["project_slug": "site"])
            async let seen = bo.wait(["task_ids": [task.json]])
            try await stage.waits(1)
            try await ana.call(UpdateTask.self, ["task_id": task.json, "title": "Other"])
            #expect(try await seen.told == ["updated \(task)"])
            async let waiting = bo.wait(["task_ids": [task.json], "timeout_seconds": 3])
            try await stage.waits(1)
            try await ana.call(RemoveMember.self, ["slug": "site", "worker_id": "@bo"])
            try await ana.call(UpdateTask.self, ["task_id": task.json, "title": "Secret"])
            #expect(try await waiting["timed_out"] == true)
        }
    }

    @Test(arguments: Engine.all) func `a cursor of another log begins anew, and one that is none is refused`(
        _ engine: Engine
    ) async throws {
        try await withWaits(engine) { stage in
            let ana = try await stage.crew.worker("@ana")
            let cursor = try await stage.crew.cursor()
            for gone in ["deadbeef.1", "\(cursor.epoch).999999"] {
                let news = try await ana.wait(["after": .string(gone)])
                #expect(news["reset"] == true && news["timed_out"] == false && news["events"] == [])
                #expect(news["cursor"]?.stringValue == "\(cursor)")
            }
            for bad in ["nonsense", "x.1", "1", "deadbeef.-1", ""] {
                let refusal = await ana.refusal(of: WaitForChanges.self, ["after": .string(bad)])
                #expect(refusal?.issues.first?.location == [.name("query"), .name("after")], "\(bad)")
            }
            async let waiting = ana.wait()
            try await stage.waits(1)
            try await stage.crew.database.write { tx throws(TaskFlowError) in try LogEpoch.renew(in: tx) }
            _ = try await ana.addTask()
            #expect(try await waiting["reset"] == true)
        }
    }

    @Test(arguments: Engine.all) func `a key that is revoked ends the wait, and so does a scope that is missing`(
        _ engine: Engine
    ) async throws {
        try await withWaits(engine) { stage in
            let admin = try await stage.crew.worker("@root", isAdmin: true)
            let bot = try await stage.crew.worker("@bot", type: .agent)
            async let refusal = bot.refusal(of: WaitForChanges.self)
            try await stage.waits(1)
            let key = try await stage.crew.count("SELECT id FROM keys WHERE worker_id = '@bot'")
            try await admin.call(RevokeKey.self, ["id": "@bot", "key_id": .integer(key)])
            #expect(await refusal?.code == .unauthenticated)
            for scopes in [Scopes([.tasksRead]), Scopes([.auditRead])] {
                let other = try await stage.crew.worker("@poor", scopes: scopes)
                #expect(await other.refusal(of: WaitForChanges.self)?.code == .insufficientScope)
            }
        }
    }

    @Test func `streams and waits share a hundred places, and who is gone leaves`() async throws {
        try await withWaits(.sqlite) { stage in
            let ana = try await stage.crew.worker("@ana")
            try await withThrowingTaskGroup(of: Void.self) { group in
                let stream = try await stage.subscription(ana)
                for _ in 1..<EventFeed.listenersPerWorker { group.addTask { _ = try await ana.wait() } }
                try await stage.waits(EventFeed.listenersPerWorker)
                #expect(await ana.refusal(of: WaitForChanges.self)?.code == .rateLimited)
                // What is there already takes no place.
                let news = try await ana.wait([
                    "after": .string("\(try await stage.crew.cursor())"), "timeout_seconds": 0,
                ])
                #expect(news["timed_out"] == true)
                group.cancelAll()
                try await group.waitForAll()
                withExtendedLifetime(stream) { #expect(stage.feed.count == 1) }
            }
        }
    }

    @Test func `a server that stops answers at once`() async throws {
        try await withCrew(.sqlite) { crew in
            let follower = AuditFollower(database: crew.database)
            let stage = try await EventStage(waitingIn: crew, follower)
            let ana = try await stage.crew.worker("@ana")
            async let waiting = ana.wait()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await follower.run() }
                try await stage.waits(1)
                group.cancelAll()
            }
            #expect(try await waiting["timed_out"] == true)
        }
    }

    @Test(arguments: Engine.all) func `waiting keeps the leases of the tasks that it names`(_ engine: Engine)
        async throws
    {
        try await withWaits(engine) { stage in
            let (ana, bot) = (
                try await stage.crew.worker("@ana"), try await stage.crew.worker("@bot", type: .agent)
            )
            let (kept, left) = (try await ana.addTask("kept"), try await ana.addTask("left"))
            for task in [kept, left] { try await bot.call(StartTask.self, ["task_id": task.json]) }
            let start = try await stage.crew.cursor()
            _ = try await ana.call(UpdateTask.self, ["task_id": kept.json, "title": "Other"])
            // Also where the answer is there at once.
            try await stage.crew.ageLeases()
            #expect(
                try await bot.wait(["task_ids": [kept.json], "after": .string("\(start)")]).told == ["updated \(kept)"])
            #expect(try await stage.crew.fresh([kept, left]) == [kept])
            try await stage.crew.ageLeases()
            _ = try await bot.wait(["task_ids": [kept.json], "timeout_seconds": 1])
            #expect(try await stage.crew.fresh([kept, left]) == [kept])
            // Others renew nothing, and neither does who has let it go.
            try await stage.crew.ageLeases()
            _ = try await ana.wait(["task_ids": [kept.json], "timeout_seconds": 0])
            #expect(try await stage.crew.fresh([kept, left]) == [])
            try await bot.call(ReleaseTask.self, ["task_id": kept.json])
            _ = try await bot.wait(["task_ids": [kept.json], "timeout_seconds": 0])
            #expect(
                try await stage.crew.count("SELECT count(expires_at) FROM task_leases WHERE task_id = \(kept)") == 0)
        }
    }
}

extension Crew {
    /// Lets ten minutes pass for all leases.
    fileprivate func ageLeases() async throws {
        try await database.write { tx throws(TaskFlowError) in
            try tx.execute("UPDATE task_leases SET renewed_at = renewed_at - 600000")
        }
    }

    /// The tasks whose leases were renewed within five minutes.
    fileprivate func fresh(_ tasks: [TaskID]) async throws -> [TaskID] {
        try await database.read { tx throws(TaskFlowError) in
            let limit = Timestamp(milliseconds: tx.now.milliseconds - 300_000)
            let fresh = try tx.all("SELECT task_id FROM task_leases WHERE renewed_at > \(limit)") { TaskID.read($0, 0) }
            return tasks.filter(fresh.contains)
        }
    }
}
