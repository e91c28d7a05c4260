import Synchronization
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Calls with one key at the same moment, and calls that come to nothing.
@Suite(.timeLimit(.minutes(10))) struct KeyRaceTests {
    private static let input: JSONObject = ["title": "One", IdempotencyKey.header: "k"]

    @Test(arguments: Engine.all) func `of sixteen at once one does it, and all are answered alike`(_ engine: Engine)
        async throws
    {
        try await Race.with(engine) { race in
            let ada = try await race.crew.worker("@ada", isAdmin: true)
            let crews = race.all
            let answers = try await withThrowingTaskGroup { group in
                for number in 0..<16 {
                    group.addTask {
                        let member = CrewMember(crew: crews[number % crews.count], like: ada)
                        let performed = try await member.perform(CreateTask.self, Self.input)
                        return (performed.output.json.text, performed.isReplayed)
                    }
                }
                return try await group.reduce(into: [(String, Bool)]()) { $0.append($1) }
            }
            #expect(Set(answers.map(\.0)).count == 1)
            #expect(answers.filter { !$0.1 }.count == 1)
            #expect(try await race.crew.count("SELECT count(*) FROM tasks") == 1)
        }
    }

    @Test(arguments: Engine.servers)
    func `whoever comes while it is being done waits, and is refused after two seconds`(
        _ engine: Engine
    ) async throws {
        try await engine.turn {
            let store = try await TestDatabase.make(.migrated, engine)
            let held = HeldDatabase(store.database)
            let result = await Result {
                let crew = try await Crew(on: store.database)
                let ada = try await crew.worker("@ada", isAdmin: true)
                let first = CrewMember(crew: try await Crew(on: held), like: ada)
                held.arm()
                async let made = first.call(CreateTask.self, Self.input)
                while !held.isHolding { try await Task.sleep(for: .milliseconds(5)) }
                let start = ContinuousClock.now
                let refusal = await ada.refusal(of: CreateTask.self, Self.input)
                #expect(refusal?.code == .conflict && refusal?.retryAfter == 1)
                #expect(ContinuousClock.now - start >= .seconds(1.5))
                // Another key does not wait.
                try await ada.call(CreateTask.self, ["title": "Two", IdempotencyKey.header: "other"])
                async let later = ada.perform(CreateTask.self, Self.input)
                try await Task.sleep(for: .milliseconds(100))
                held.open()
                let (one, two) = try await (made, later)
                #expect(two.isReplayed && two.output.id == one.id)
            }
            held.open()
            await store.close()
            try result.get()
        }
    }

    @Test(arguments: Engine.all) func `what was rolled back is not remembered`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada", isAdmin: true)
            let failing = CrewMember(crew: try await Crew(on: FailingDatabase(crew.database)), like: ada)
            #expect(await failing.refusal(of: CreateTask.self, Self.input)?.code == .unavailable)
            #expect(try await crew.count("SELECT count(*) FROM idempotency") == 0)
            #expect(try await !ada.perform(CreateTask.self, Self.input).isReplayed)
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 1)
        }
    }

    @Test(arguments: Engine.all) func `a unit of work that runs twice is remembered once`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada", isAdmin: true)
            let twice = CrewMember(crew: try await Crew(on: RepeatingDatabase(crew.database)), like: ada)
            #expect(try await !twice.perform(CreateTask.self, Self.input).isReplayed)
            #expect(try await twice.perform(CreateTask.self, Self.input).isReplayed)
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 1)
        }
    }
}

/// A database whose server is gone when the work is done and not yet committed.
private struct FailingDatabase: Database {
    private let database: any Database

    init(_ database: any Database) { self.database = database }

    var dialect: Dialect { database.dialect }
    var statistics: EngineStatistics { database.statistics }

    func perform(
        writes: Bool, _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void
    ) async throws(TaskFlowError) {
        try await database.perform(writes: writes) { tx throws(TaskFlowError) in
            try body(tx)
            if writes { throw TaskFlowError(.unavailable, "gone") }
        }
    }

    func migrate(_ migrations: [Migration]) async throws(TaskFlowError) { try await database.migrate(migrations) }
    func schemaVersion() async throws(TaskFlowError) -> Int { try await database.schemaVersion() }
    func changeHints() -> AsyncStream<Void> { database.changeHints() }
    func close() async {}
}
