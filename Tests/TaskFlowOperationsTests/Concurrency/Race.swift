import Synchronization
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Two calls on two connections: the first has done its work and not yet committed when the second comes.
struct Race {
    /// How the two ended.
    struct Outcome {
        let first: TaskFlowError?
        let second: TaskFlowError?
    }

    let crew: Crew
    private let held: HeldDatabase
    private let other: Crew
    let holding: Crew

    /// The crews that the calls go through, each a process of its own.
    var all: [Crew] { [crew, holding, other] }

    /// Runs a test on a fresh database of an engine.
    static func with(
        _ engine: Engine, _ mode: SignInMode = .local, _ body: (Race) async throws -> Void
    ) async throws {
        try await engine.turn {
            let store = try await TestDatabase.make(.migrated, engine)
            let other = try store.another()
            let held = HeldDatabase(store.database)
            let result = await Result {
                try await body(
                    Race(
                        crew: Crew(on: store.database, mode: mode), held: held, other: Crew(on: other, mode: mode),
                        holding: Crew(on: held, mode: mode)))
            }
            await other.close()
            await store.close()
            try result.get()
        }
    }

    /// Runs both calls; the second begins when the first is about to commit, which it does when the second waits for it
    /// or has ended.
    func run<First: Operation, Second: Operation>(
        _ one: CrewMember, _ first: First.Type, _ input: JSONObject,
        _ two: CrewMember, _ second: Second.Type, _ other: JSONObject
    ) async throws -> Outcome {
        try await run(first: { await $0.refusal(of: first, input, like: one) }, two, second, other)
    }

    /// The same, with something that comes to its end while the second call waits for the first.
    ///
    /// - Parameter first: Writes once by the crew that it is given.
    func run<Second: Operation>(
        first: @escaping @Sendable (Crew) async -> TaskFlowError?,
        _ two: CrewMember, _ second: Second.Type, _ other: JSONObject, meanwhile: () async throws -> Void = {}
    ) async throws -> Outcome {
        let hasEnded = Atomic(false)
        held.arm()
        async let earlier = first(holding)
        try await eventually { held.isHolding }
        async let later = ended(hasEnded) { await self.other.refusal(of: second, other, like: two) }
        try await eventually { if hasEnded.load(ordering: .relaxed) { true } else { try await isWaiting() } }
        let result = await Result { try await meanwhile() }
        held.open()
        let outcome = await Outcome(first: earlier, second: later)
        try result.get()
        return outcome
    }

    private func isWaiting() async throws -> Bool {
        // SQLite tells nobody who waits for its one writer.
        guard crew.database.dialect == .postgres else {
            try await Task.sleep(for: .milliseconds(30))
            return true
        }
        let waiting: SQL = """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            """
        return try await crew.count(waiting) > 0
    }

    private func eventually(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<2000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        held.open()
        Issue.record("nothing came of it")
    }
}

extension Crew {
    /// Has the same caller call through this process.
    func refusal<O: Operation>(
        of operation: O.Type, _ input: JSONObject, like member: CrewMember
    ) async -> TaskFlowError? {
        await CrewMember(crew: self, like: member).refusal(of: operation, input)
    }
}

extension CrewMember {
    /// The same caller at another process.
    init(crew: Crew, like member: CrewMember) {
        self.init(crew: crew, handle: member.handle, credential: member.credential)
    }
}

private func ended(_ flag: borrowing Atomic<Bool>, _ body: () async -> TaskFlowError?) async -> TaskFlowError? {
    let error = await body()
    flag.store(true, ordering: .relaxed)
    return error
}
