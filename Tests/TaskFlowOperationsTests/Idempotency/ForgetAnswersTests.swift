import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import TaskFlowUpkeep
import Testing

/// Stored answers go a day after, in bounded batches, and where another database takes the place of theirs.
@Suite(.timeLimit(.minutes(10))) struct ForgetAnswersTests {
    private func store(_ count: Int, _ crew: Crew, createdAt: Timestamp) async throws {
        try await crew.database.write { tx throws(TaskFlowError) in
            for number in 0..<count {
                try tx.later(
                    """
                    INSERT INTO idempotency (tenant_id, actor_id, key, operation, input, answer, created_at) VALUES ('default', \
                    '@ada', \("\(createdAt.json.text) \(number)"), 'create_task', \(String(repeating: "h", count: 43)), '{}', \
                    \(createdAt))
                    """)
            }
        }
    }

    private func forget(_ crew: Crew) async throws -> Bool {
        try await crew.database.write { tx throws(TaskFlowError) in try ForgetAnswers.over(in: tx) }
    }

    @Test(arguments: Engine.all) func `those that are over go, a batch at a time`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let now = try await crew.database.read { tx throws(TaskFlowError) in tx.now }
            try await store(ForgetAnswers.batch + 7, crew, createdAt: now.adding(seconds: -86_401))
            try await store(3, crew, createdAt: now.adding(seconds: -86_000))
            #expect(try await forget(crew))
            #expect(try await crew.count("SELECT count(*) FROM idempotency") == 10)
            #expect(try await !forget(crew))
            #expect(try await crew.count("SELECT count(*) FROM idempotency") == 3)
        }
    }

    @Test(arguments: Engine.all) func `an import takes none over and leaves none`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await House(crew)
            try await house.owner.call(CreateTask.self, ["title": "One", IdempotencyKey.header: "k"])
            let path = try await house.export(crew.database)
            #expect(try await !house.lines().joined().contains("\"idempotency\""))
            let target = try await TestDatabase.make(.migrated, engine)
            let result = await Result {
                let other = try await Crew(on: target.database)
                try await store(2, other, createdAt: .system())
                try await other.database.importRows(of: try ImportFile(path: path))
                #expect(try await other.count("SELECT count(*) FROM idempotency") == 0)
            }
            await target.close()
            try result.get()
        }
    }

    @Test func `a restore drops those of the backup`() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.path("taskflow.db")
        let before = try await Crew(on: try SQLiteDatabase(.file(path)))
        let ada = try await before.worker("@ada", isAdmin: true)
        let input: JSONObject = ["title": "One", IdempotencyKey.header: "k"]
        try await ada.call(CreateTask.self, input)
        _ = try SQLiteBackup.copy(path, to: folder.path("backup"))
        await before.database.close()
        _ = try await Restoration.restore(folder.path("backup"), to: path, replaces: true, requestID: "restore")
        let restored = try await Crew(on: try SQLiteDatabase(.file(path)))
        #expect(try await restored.count("SELECT count(*) FROM idempotency") == 0)
        #expect(try await !CrewMember(crew: restored, like: ada).perform(CreateTask.self, input).isReplayed)
        await restored.database.close()
    }
}
