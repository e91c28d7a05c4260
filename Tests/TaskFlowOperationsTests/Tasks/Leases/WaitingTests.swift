import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Waiting for something to claim.
@Suite(.timeLimit(.minutes(5))) struct WaitingTests {
    /// Runs a test with a crew whose calls may wait.
    private func withLine(_ engine: Engine, _ body: (Crew, WaitingLine) async throws -> Void) async throws {
        try await engine.turn {
            try await TestDatabase.with(.migrated, engine) { database in
                let line = WaitingLine(database: database)
                let crew = try await Crew(on: database, line: line)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await line.run() }
                    try await body(crew, line)
                    group.cancelAll()
                }
            }
        }
    }

    @Test(arguments: Engine.all) func `whoever waits gets what becomes free`(_ engine: Engine) async throws {
        try await withLine(engine) { crew, _ in
            let (ana, bot) = (try await crew.worker("@ana"), try await crew.worker("@bot", type: .agent))
            async let waiting = bot.claim(["wait_seconds": 50])
            try await Task.sleep(for: .milliseconds(200))
            let task = try await ana.addTask()
            #expect(try await waiting.json["task"]?["id"] == task.json)
        }
    }

    @Test(arguments: Engine.all) func `a wait that is over answers why there is nothing`(_ engine: Engine) async throws
    {
        try await withLine(engine) { crew, _ in
            let bot = try await crew.worker("@bot", type: .agent)
            #expect(try await bot.claim(["wait_seconds": 1]).json["reason"]?["code"] == "nothing_ready")
        }
    }

    @Test(arguments: Engine.all) func `who waits longest is first, and each gets one`(_ engine: Engine) async throws {
        try await withLine(engine) { crew, line in
            let ana = try await crew.worker("@ana")
            let start = ContinuousClock.now
            let won = try await withThrowingTaskGroup(of: (Int, Int?).self) { group in
                for number in 0..<6 {
                    let bot = try await crew.worker("@bot\(number)", type: .agent)
                    group.addTask {
                        (number, try await bot.claim(["wait_seconds": 50]).json["task"]?["id"]?.integerValue)
                    }
                    while line.count <= number { try await Task.sleep(for: .milliseconds(10)) }
                }
                var won: [(number: Int, task: Int)] = []
                for _ in 0..<6 {
                    // What happened before is looked at by all in turn; until then a newer task may find another place looking.
                    // PostgreSQL tells of a commit a little later, so there the order is not held against it.
                    for _ in 0..<3 where engine == .sqlite {
                        try await Task.sleep(for: .milliseconds(100))
                        while line.isBusy { try await Task.sleep(for: .milliseconds(10)) }
                    }
                    _ = try await ana.addTask()
                    if let (number, task) = try await group.next() { won.append((number, try #require(task))) }
                }
                return won
            }
            // After five seconds looks out of turn come in between.
            let isInTurn = engine == .sqlite && ContinuousClock.now - start < .seconds(5)
            #expect(!isInTurn || won.map(\.number) == Array(0..<6))
            #expect(Set(won.map(\.number)) == Set(0..<6))
            #expect(Set(won.map(\.task)).count == 6)
        }
    }

    @Test(arguments: Engine.all) func `a date that comes meanwhile is seen`(_ engine: Engine) async throws {
        try await withLine(engine) { crew, _ in
            let (ana, bot) = (try await crew.worker("@ana"), try await crew.worker("@bot", type: .agent))
            let date = Timestamp.system().adding(seconds: 2)
            let task = try await ana.addTask("later", ["not_before": date.json])
            #expect(try await bot.claim(["wait_seconds": 50]).json["task"]?["id"] == task.json)
        }
    }

    @Test(arguments: Engine.all) func `a key that is revoked meanwhile is granted nothing`(_ engine: Engine)
        async throws
    {
        try await withLine(engine) { crew, _ in
            let (ana, bot) = (
                try await crew.worker("@ana", isAdmin: true), try await crew.worker("@bot", type: .agent)
            )
            async let refusal = bot.refusal(of: ClaimNext.self, ["wait_seconds": 50])
            try await Task.sleep(for: .milliseconds(200))
            let key = try await crew.count("SELECT id FROM keys WHERE worker_id = '@bot'")
            try await ana.call(RevokeKey.self, ["id": "@bot", "key_id": .integer(key)])
            let task = try await ana.addTask()
            #expect(await refusal?.code == .unauthenticated)
            #expect(try await ana.task(task).status == .pending)
        }
    }

    @Test(arguments: Engine.all) func `a caller who is gone is granted nothing`(_ engine: Engine) async throws {
        try await withLine(engine) { crew, _ in
            let (ana, bot) = (try await crew.worker("@ana"), try await crew.worker("@bot", type: .agent))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await bot.claim(["wait_seconds": 50]) }
                try await Task.sleep(for: .milliseconds(200))
                group.cancelAll()
            }
            let task = try await ana.addTask()
            try await Task.sleep(for: .milliseconds(200))
            #expect(try await ana.task(task).status == .pending)
        }
    }

    @Test func `a server that stops answers at once`() async throws {
        try await TestDatabase.with(.migrated, .sqlite) { database in
            let line = WaitingLine(database: database)
            let crew = try await Crew(on: database, line: line)
            let bot = try await crew.worker("@bot", type: .agent)
            let reason = try await withThrowingTaskGroup(of: JSON?.self) { group in
                group.addTask { try await bot.claim(["wait_seconds": 50]).json["reason"]?["code"] }
                group.addTask {
                    await withTaskGroup(of: Void.self) { running in
                        running.addTask { await line.run() }
                        try? await Task.sleep(for: .milliseconds(200))
                        running.cancelAll()
                    }
                    return nil
                }
                return try await group.reduce(nil) { $0 ?? $1 }
            }
            #expect(reason == "nothing_ready")
        }
    }

    @Test func `a worker has a hundred places`() async throws {
        try await withLine(.sqlite) { crew, line in
            let bot = try await crew.worker("@bot", type: .agent)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<WaitingLine.placesPerWorker {
                    group.addTask { _ = try await bot.claim(["wait_seconds": 50]) }
                }
                while line.count < WaitingLine.placesPerWorker { try await Task.sleep(for: .milliseconds(10)) }
                let refusal = await bot.refusal(of: ClaimNext.self, ["wait_seconds": 1])
                #expect(refusal?.code == .rateLimited)
                group.cancelAll()
            }
        }
    }
}
