import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Steps at random by agents and people, with generations of all kinds, while time passes: what must always hold of leases is
/// looked at after each.
@Suite(.timeLimit(.minutes(10))) struct LeaseModelTests {
    @Test(arguments: Engine.all, [1, 2, 3]) func `no lease is without its holder, and no claim without an end`(
        _ engine: Engine, seed: UInt64
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            var world = try await LeaseWorld(crew, clock, seed: seed)
            for _ in 0..<200 { try await world.step() }
            #expect(world.accepted > 10 && world.lost > 0 && world.expired > 0, "\(world)")
            #expect(try await crew.faults() == [])
        }
    }
}

private struct LeaseWorld {
    private let crew: Crew
    private let clock: TestClock
    private var dice: SeededGenerator
    private let ana: CrewMember
    private var bots: [CrewMember] = []
    private var tasks: [TaskID] = []
    private var generations: [TaskID: Int] = [:]
    private(set) var accepted = 0
    private(set) var lost = 0
    private(set) var expired = 0

    init(_ crew: Crew, _ clock: TestClock, seed: UInt64) async throws {
        self.crew = crew
        self.clock = clock
        dice = SeededGenerator(seed: seed)
        ana = try await crew.worker("@ana", isAdmin: true)
        for number in 0..<3 { bots.append(try await crew.worker("@bot\(number)", type: .agent)) }
        for number in 0..<6 { tasks.append(try await ana.addTask("task \(number)")) }
    }

    mutating func step() async throws {
        let (bot, id) = (pick(bots), pick(tasks))
        switch Int.random(in: 0..<14, using: &dice) {
        case 0...2: try await claim(bot)
        case 3: try await write(bot, StartTask.self, id, fenced: false)
        case 4: try await write(bot, Heartbeat.self, id)
        case 5: try await write(bot, UpdateProgress.self, id, ["percent": 30])
        case 6: try await write(bot, SubmitTask.self, id)
        case 7: try await write(bot, ReleaseTask.self, id)
        case 8: try await write(bot, BlockTask.self, id, ["reason": "r"])
        case 9: try await write(bot, CompleteTask.self, id)
        case 10: try await judge(id)
        case 11:
            _ = await ana.refusal(
                of: AssignTask.self,
                ["task_id": id.json, "assignee": pick(["@bot0", "@ana", nil]).map { .string($0) } ?? .null])
        default: try await wait()
        }
        try await check()
    }

    private mutating func claim(_ bot: CrewMember) async throws {
        let answer = try await bot.claim(["ttl_seconds": 60]).json
        guard let id = answer["task"]?["id"]?.integerValue else { return }
        accepted += 1
        let generation = try #require(answer["task"]?["lease"]?["generation"]?.integerValue)
        #expect(generation > generations[TaskID(trusted: id)] ?? 0)
    }

    private mutating func write(
        _ bot: CrewMember, _ step: any Command.Type, _ id: TaskID, _ more: JSONObject = [:], fenced: Bool = true
    ) async throws {
        var input = more.with("task_id", id.json)
        let known = generations[id] ?? 0
        let said = pick([known, known, known, known - 1, 0])
        if fenced, said > 0 { input["generation"] = .integer(said) }
        let refusal = await bot.refusal(of: step, input)
        if refusal == nil { accepted += 1 }
        if refusal?.code == .leaseLost { lost += 1 }
        // What names another claim than the last is never done.
        if fenced, said > 0, said != known { #expect(refusal != nil, "\(step) \(said) \(known)") }
        #expect(refusal.map { $0.code != .internal } ?? true)
    }

    private func judge(_ id: TaskID) async throws {
        for step: any Command.Type in [RejectTask.self, UnblockTask.self, ReopenTask.self] {
            _ = await ana.refusal(of: step, ["task_id": id.json, "reason": "again"])
        }
    }

    private mutating func wait() async throws {
        let before = try await expiries()
        try await crew.pass(seconds: Int.random(in: 1..<90, using: &dice), clock)
        expired += try await expiries() - before
    }

    private func expiries() async throws -> Int {
        try await crew.count("SELECT count(*) FROM audit_log WHERE action = 'lease_expired'")
    }

    private mutating func check() async throws {
        let strays = try await crew.count(
            """
            SELECT count(*) FROM task_leases JOIN tasks ON tasks.id = task_leases.task_id WHERE task_leases.expires_at IS NOT NULL \
            AND (tasks.status <> 'in_progress' OR task_leases.worker_id IS DISTINCT FROM tasks.assigned_to)
            """)
        #expect(strays == 0, "a lease without its holder")
        let endless = try await crew.count(
            """
            SELECT count(*) FROM task_leases JOIN tasks ON tasks.id = task_leases.task_id WHERE task_leases.expires_at IS NULL \
            AND tasks.status = 'in_progress' AND task_leases.worker_id = tasks.assigned_to
            """)
        #expect(endless == 0, "a claim without an end")
        let now = try await crew.database.read { tx throws(TaskFlowError) in
            try tx.all("SELECT task_id, generation FROM task_leases") { ($0.integer(0), $0.integer(1)) }
        }
        for (id, generation) in now {
            let id = TaskID(trusted: id)
            #expect(generation >= generations[id] ?? 0)
            generations[id] = generation
        }
    }

    private mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &dice)] }
}
