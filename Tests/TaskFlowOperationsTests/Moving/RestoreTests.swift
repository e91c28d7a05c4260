import Foundation
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import TaskFlowUpkeep
import Testing

/// A backup does not bring back what was taken back since.
@Suite(.timeLimit(.minutes(10))) struct RestoreTests {
    private let folder: TemporaryDirectory
    private var path: String { folder.path("taskflow.db") }

    init() throws { folder = try TemporaryDirectory() }

    /// Fills a database, backs it up, has something done to it, restores the backup over it, and looks.
    private func restoring(
        first: (Crew) async throws -> Void = { _ in }, after: (Crew) async throws -> Void,
        _ look: (Crew, CarryOver) async throws -> Void
    ) async throws {
        let before = try await Crew(on: try SQLiteDatabase(.file(path)))
        try await first(before)
        _ = try SQLiteBackup.copy(path, to: folder.path("backup"))
        try await after(before)
        await before.database.close()
        let done = try await Restoration.restore(folder.path("backup"), to: path, replaces: true, requestID: "restore")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == ["backup", "taskflow.db"])
        let restored = try await Crew(on: try SQLiteDatabase(.file(path)))
        try await look(restored, done.carried)
        #expect(try await restored.database.examine().faults == [])
        await restored.database.close()
    }

    private func member(_ crew: Crew, like member: CrewMember) -> CrewMember {
        CrewMember(crew: crew, handle: member.handle, credential: member.credential)
    }

    @Test func `a key that was revoked since stays revoked, with its audit row`() async throws {
        var people: [CrewMember] = []
        try await restoring(
            first: { crew async throws in
                people = [try await crew.worker("@ada", isAdmin: true), try await crew.worker("@bot", type: .agent)]
            },
            after: { _ async throws in
                let keys = try await people[0].call(ListKeys.self, ["id": "@bot"])
                try await people[0].call(
                    RevokeKey.self, ["id": "@bot", "key_id": try #require(keys.elements.first).id.json])
            }
        ) { crew, carried async throws in
            #expect(await member(crew, like: people[1]).refusal(of: WhoAmI.self)?.code == .unauthenticated)
            try await member(crew, like: people[0]).call(WhoAmI.self)
            #expect(carried.keys == 1 && carried.workers == 0)
            let rows: SQL = """
                SELECT count(*) FROM audit_log WHERE action = 'key_revoked' AND actor_id = 'system' AND request_id = 'restore'
                """
            #expect(try await crew.count(rows) == 1)
        }
    }

    @Test func `a worker who was deleted since stays deleted, and holds nothing`() async throws {
        var (ada, bot): (CrewMember?, CrewMember?)
        try await restoring(
            first: { crew async throws in
                ada = try await crew.worker("@ada", isAdmin: true)
                bot = try await crew.worker("@bot", type: .agent)
                _ = try await bot?.addTask("Begun")
                try await bot?.call(StartTask.self, ["task_id": 1])
            },
            after: { _ in try await ada?.call(DeleteWorker.self, ["id": "@bot"]) }
        ) { crew, carried async throws in
            let (ada, bot) = (try #require(ada), try #require(bot))
            #expect(await member(crew, like: bot).refusal(of: WhoAmI.self)?.code == .unauthenticated)
            let task = try await member(crew, like: ada).call(GetTask.self, ["task_id": 1]).task
            #expect(task.status == .pending && task.assignedTo == nil)
            #expect(carried.keys == 1 && carried.workers == 1)
            #expect(carried.lines.last?.contains("1 revoked key, 1 deleted worker") == true)
            #expect(
                try await crew.count("SELECT count(*) FROM workers WHERE id = '@bot' AND deleted_at IS NOT NULL") == 1)
        }
    }

    @Test func `sessions and sign-in codes do not come back`() async throws {
        try await restoring(
            first: { crew async throws in
                _ = try await crew.worker("@ada", isAdmin: true)
                let hash = String(repeating: "h", count: 43)
                try await crew.database.write { tx throws(TaskFlowError) in
                    try tx.execute(
                        """
                        INSERT INTO sessions (hash, tenant_id, worker_id, opened_by, scopes, created_at, expires_at) \
                        VALUES (\(hash), 'default', '@ada', 'code', '', \(tx.now), \(tx.now))
                        """)
                    try tx.execute("INSERT INTO sign_in_codes VALUES (\(hash), 'default', '@ada', \(tx.now), 'system')")
                }
            },
            after: { crew async throws in
                try await crew.database.write { tx throws(TaskFlowError) in
                    try tx.execute("DELETE FROM sessions")
                    try tx.execute("DELETE FROM sign_in_codes")
                }
            }
        ) { crew, carried async throws in
            #expect(try await crew.count("SELECT count(*) FROM sessions") == 0)
            #expect(try await crew.count("SELECT count(*) FROM sign_in_codes") == 0)
            #expect(carried.sessions == 1 && carried.codes == 1)
        }
    }

    @Test func `no number is given twice`() async throws {
        var ada: CrewMember?
        try await restoring(
            first: { ada = try await $0.worker("@ada", isAdmin: true) },
            after: { crew async throws in
                for number in 1...5 { _ = try await ada?.addTask("Task \(number)") }
                try await ada?.call(DeleteTask.self, ["task_id": 5])
                try await ada?.call(CreateProject.self, ["slug": "p", "name": "P"])
                _ = try await crew.worker("@other")
            }
        ) { crew, carried async throws in
            #expect(carried.counters.map(\.table) == ["keys", "projects", "tasks", "audit_log"])
            let ada = member(crew, like: try #require(ada))
            #expect(try await ada.addTask("New").json == 6)
            let highest = try #require(carried.counters.last?.last)
            #expect(try await crew.count("SELECT max(id) FROM audit_log") > highest)
            try await ada.call(CreateProject.self, ["slug": "q", "name": "Q"])
            #expect(try await crew.count("SELECT max(id) FROM projects") == 2)
            _ = try await crew.worker("@new")
            #expect(try await crew.count("SELECT max(id) FROM keys") == 3)
        }
    }

    @Test func `another worker of the same name is let alone`() async throws {
        let backup = try await Crew(on: try SQLiteDatabase(.file(folder.path("other.db"))))
        let bot = try await backup.worker("@bot", type: .agent)
        await backup.database.close()
        _ = try SQLiteBackup.copy(folder.path("other.db"), to: folder.path("backup"))
        let house = try await Crew(on: try SQLiteDatabase(.file(path)))
        let ada = try await house.worker("@ada", isAdmin: true)
        _ = try await house.worker("@bot", type: .agent)
        try await ada.call(DeleteWorker.self, ["id": "@bot"])
        await house.database.close()
        let done = try await Restoration.restore(folder.path("backup"), to: path, replaces: true, requestID: "restore")
        #expect(done.carried.workers == 0 && done.carried.keys == 0)
        let restored = try await Crew(on: try SQLiteDatabase(.file(path)))
        try await member(restored, like: bot).call(WhoAmI.self)
        await restored.database.close()
    }

    @Test func `a damaged database is replaced, and what cannot be told of it is said`() async throws {
        try await restoring(
            first: { crew async throws in
                let ada = try await crew.worker("@ada", isAdmin: true)
                for number in 1...300 { _ = try await ada.addTask("Task \(number)") }
            },
            after: { crew async throws in
                let page = try await crew.count("SELECT rootpage FROM sqlite_schema WHERE name = 'keys'")
                await crew.database.close()
                var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                bytes.replaceSubrange((page - 1) * 4096..<page * 4096, with: Data(repeating: 0xA5, count: 4096))
                try bytes.write(to: URL(fileURLWithPath: path))
            }
        ) { crew, carried async throws in
            #expect(carried.lines.contains { $0.hasPrefix("The database that was there is damaged") })
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 300)
        }
    }

    @Test func `a database of another program has nothing to tell, and is replaced`() async throws {
        let backup = try await Crew(on: try SQLiteDatabase(.file(folder.path("other.db"))))
        await backup.database.close()
        _ = try SQLiteBackup.copy(folder.path("other.db"), to: folder.path("backup"))
        let other = try SQLiteDatabase(.file(path))
        try await other.write { tx throws(TaskFlowError) in
            try tx.execute("CREATE TABLE tasks (id INTEGER PRIMARY KEY, what TEXT)")
            try tx.execute("CREATE TABLE keys (id INTEGER PRIMARY KEY, what TEXT)")
        }
        await other.close()
        let done = try await Restoration.restore(folder.path("backup"), to: path, replaces: true, requestID: "restore")
        #expect(done.carried.lines == [])
    }
}
