import Foundation
import GRDB
import TaskFlowDomain
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A database that the program of another schema made: nothing works on it, and each command says the way out.
struct OldDatabaseTests {
    private static let way =
        "was made by another version of this program: run taskflow export with that version, then taskflow database "
        + "import with this one into a new database\n"

    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    @Test func `every command refuses it in one line, and changes nothing`() async throws {
        try makeOld("data/taskflow.db")
        for arguments in [
            ["serve", "--port", "0"], ["migrate"], ["database", "export", "x"],
            ["token", "create", "--worker", "@new"],
            ["database", "import", OldVersion.export.path],
        ] {
            let outcome = try await program.run(arguments)
            #expect(outcome.error == "The database \(Self.way)", "\(arguments)")
            #expect(outcome.output.isEmpty && outcome.code == 1, "\(arguments)")
        }
        let backup = try await program.run("backup", "x")
        #expect(backup.error == "Cannot back up \(program.data.path)/taskflow.db: it \(Self.way)")
        #expect(backup.code == 1)
        #expect(try rows("data/taskflow.db") == [8, 8, 19, 77])
        #expect(!FileManager.default.fileExists(atPath: folder.path("x")))
    }

    @Test func `it is not restored`() async throws {
        try makeOld("old.db")
        let restored = try await program.run("restore", "old.db")
        #expect(restored.error == "Cannot restore \(folder.path("old.db")): it \(Self.way)")
        #expect(restored.code == 1)
        #expect(!FileManager.default.fileExists(atPath: program.data.path + "/taskflow.db"))
    }

    @Test func `the doctor says the same`() async throws {
        try makeOld("data/taskflow.db")
        let found = try await program.run("doctor")
        #expect(found.code == 1)
        #expect(found.output.contains("The tables are not as this program makes them: another version of it did"))
        #expect(found.output.contains("taskflow database import with this one into a new database"))
        #expect(found.output.hasSuffix("1 thing is wrong\n"))
    }

    @Test(arguments: Engine.servers) func `PostgreSQL as well`(_ engine: Engine) async throws {
        let store = try await TestDatabase.make(.empty, engine)
        try await store.database.write { tx throws(TaskFlowError) in
            try tx.execute(
                "CREATE TABLE schema_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT)")
            try tx.execute("INSERT INTO schema_migrations VALUES (1, 'create workers', 1)")
        }
        let old = Program(home: folder.url, environment: ["DATABASE_URL": try #require(store.address)])
        for arguments in [["serve", "--port", "0"], ["migrate"], ["database", "export", "x"]] {
            let outcome = try await old.run(arguments)
            #expect(outcome.error == "The database \(Self.way)", "\(arguments)")
            #expect(outcome.code == 1)
        }
        await store.close()
    }

    @Test func `its export is taken by this program`() async throws {
        let imported = try await program.run("database", "import", OldVersion.export.path)
        #expect(imported.output.contains("8 workers, 8 keys, 3 projects"))
        #expect(imported.code == 0)
        #expect(try rows("data/taskflow.db") == [8, 8, 19, 77])
        let doctor = try await program.run("doctor")
        #expect(doctor.output.hasSuffix("Nothing is wrong\n"))
    }

    private func makeOld(_ name: String) throws {
        let path = folder.path(name)
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = false
        let database = try DatabaseQueue(path: path, configuration: configuration)
        let script = try String(contentsOf: OldVersion.database, encoding: .utf8)
        try database.inDatabase { try $0.execute(sql: script) }
        try database.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    /// How many workers, keys, tasks and audit rows there are.
    private func rows(_ name: String) throws -> [Int] {
        let database = try DatabaseQueue(path: folder.path(name))
        defer { try? database.close() }
        return try database.read { database in
            try ["workers", "keys", "tasks", "audit_log"].map { table in
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? -1
            }
        }
    }
}
