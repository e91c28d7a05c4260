import Logging
import Synchronization
import TaskFlowDomain
import TaskFlowJobs
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// When workers and keys were last used, as it is written down.
@Suite(.timeLimit(.minutes(10))) struct ActivityTests {
    @Test func `a key's use and its worker's are written once a minute, however many call at once`() async throws {
        try await withRecorder { crew, uses in
            let claude = try await crew.worker("@claude", type: .agent)
            for _ in 0..<2 {
                try await callsAtOnce(claude)
                try await written(crew, 2)
                try await callsAtOnce(claude)
                // Late ones, which had looked before the first was written, as other processes' do.
                uses.repeatAll()
                try await Task.sleep(for: .milliseconds(100))
                #expect(try await crew.count("SELECT count(*) FROM uses") == 2)
                try await aMinuteLater(crew)
            }
        }
    }

    @Test func `what was noted before the end is written`() async throws {
        let database = try SQLiteDatabase(.memory)
        let recorder = ActivityRecorder(database: database)
        let crew = try await Crew(on: database, activity: recorder)
        try await crew.worker("@claude", type: .agent).call(WhoAmI.self)
        #expect(try await crew.count("SELECT count(*) FROM keys WHERE last_used_at IS NOT NULL") == 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Ticker([recorder], logger: Logger(label: "test")).run() }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(try await crew.count("SELECT count(*) FROM keys WHERE last_used_at IS NOT NULL") == 1)
        await database.close()
    }

    private func callsAtOnce(_ member: CrewMember) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<64 { group.addTask { try await member.call(WhoAmI.self) } }
            try await group.waitForAll()
        }
    }

    /// Waits for so many writes.
    private func written(_ crew: Crew, _ count: Int) async throws {
        for _ in 0..<2000 where try await crew.count("SELECT count(*) FROM uses") < count {
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(try await crew.count("SELECT count(*) FROM uses") == count)
    }

    private func aMinuteLater(_ crew: Crew) async throws {
        try await crew.database.write { tx throws(TaskFlowError) in
            try tx.execute("UPDATE workers SET last_seen_at = last_seen_at - 60000")
            try tx.execute("UPDATE keys SET last_used_at = last_used_at - 60000")
            try tx.execute("DELETE FROM uses")
        }
    }

    /// A crew whose uses are recorded, and counted by triggers.
    private func withRecorder(_ body: @escaping @Sendable (Crew, RepeatedUses) async throws -> Void) async throws {
        let database = try SQLiteDatabase(.memory)
        let recorder = ActivityRecorder(database: database)
        let uses = RepeatedUses(sink: recorder)
        let crew = try await Crew(on: database, activity: uses)
        try await database.write { tx throws(TaskFlowError) in
            try tx.execute("CREATE TABLE uses (x INTEGER)")
            for (table, column) in [("workers", "last_seen_at"), ("keys", "last_used_at")] as [(SQL, SQL)] {
                try tx.execute(
                    """
                    CREATE TRIGGER count_\(table) AFTER UPDATE OF \(column) ON \(table) \
                    BEGIN INSERT INTO uses VALUES (1); END
                    """)
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Ticker([recorder], logger: Logger(label: "test")).run() }
            try await body(crew, uses)
            group.cancelAll()
        }
        await database.close()
    }
}

/// Passes uses on, and can do so again.
private final class RepeatedUses: ActivitySink {
    private let sink: any ActivitySink
    private let uses = Mutex<[CredentialUse]>([])

    init(sink: any ActivitySink) { self.sink = sink }

    func note(_ use: CredentialUse) {
        uses.withLock { $0.append(use) }
        sink.note(use)
    }

    func repeatAll() { for use in uses.withLock({ $0 }) { sink.note(use) } }
}
