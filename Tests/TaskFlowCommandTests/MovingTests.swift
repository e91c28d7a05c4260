import Foundation
import TaskFlowTestSupport
import Testing

/// `taskflow database export` and `import`, `backup` and `restore`, with the built program.
struct MovingTests {
    private let folder: TemporaryDirectory
    private let program: Program
    private let other: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
        other = Program(home: folder.url, environment: ["TASKFLOW_DATA": folder.path("other")])
    }

    @Test func `a house is moved while its server runs`() async throws {
        try await program.serving { _ async throws in
            #expect(try await program.run("add", "A task").code == 0)
            let exported = try await program.run("database", "export", "house.jsonl")
            #expect(
                exported.output.hasPrefix("Exported 6 rows (1 workers, 1 keys, 1 tasks, 3 audit_log)"))
            #expect(exported.code == 0)
            #expect(try mode("house.jsonl") == 0o600)
            #expect(try await program.run("database", "export", "house.jsonl").code == 1)
            #expect(try await program.run("database", "export", "house.jsonl", "--force").code == 0)
        }
        let imported = try await other.run("database", "import", "house.jsonl")
        #expect(imported.output == "Imported 6 rows (1 workers, 1 keys, 1 tasks, 3 audit_log)\n")
        #expect(try await other.run("database", "export", "again.jsonl").code == 0)
        #expect(
            FileManager.default.contentsEqual(atPath: folder.path("house.jsonl"), andPath: folder.path("again.jsonl")))
        let second = try await other.run("database", "import", "house.jsonl")
        #expect(second.error.hasPrefix("The database is not empty (1 workers, 1 keys, "))
        #expect(second.code == 1)
    }

    @Test func `the old words work, and say what they are called now`() async throws {
        try await program.serving { _ async throws in #expect(try await program.run("add", "A task").code == 0) }
        func note(_ word: String) -> String {
            "taskflow \(word) is taskflow database \(word) now: the next version does not know it by its old name\n"
        }
        let exported = try await program.run("export", "house.jsonl")
        #expect(exported.error == note("export") && exported.code == 0)
        #expect(exported.output.hasPrefix("Exported 6 rows"))
        let imported = try await other.run("import", "house.jsonl")
        #expect(imported.error == note("import") && imported.code == 0)
        #expect(try await other.run("database", "export", "-").output == program.run("export", "-").output)
        #expect(try await program.run("export", "house.jsonl").error.hasPrefix(note("export")))
        // Tasks for other programs are another command's.
        #expect(try await !program.run("export", "--csv").error.contains("database export"))
    }

    @Test func `by pipe as well`() async throws {
        try await program.serving { _ async throws in #expect(try await program.run("add", "A task").code == 0) }
        let exported = try await program.run("database", "export", "-")
        #expect(exported.error.hasPrefix("Exported 6 rows"))
        let pipe = Pipe()
        let process = try RunningProgram(["database", "import", "-"], other, input: pipe)
        for line in exported.output.split(separator: "\n") { try process.write(String(line)) }
        process.closeInput()
        #expect(await process.ended() == 0)
        #expect(try await other.run("database", "export", "-").output == exported.output)
    }

    @Test func `a backup is taken while the server runs, and put back when it does not`() async throws {
        try await program.serving { _ async throws in
            #expect(try await program.run("add", "Kept").code == 0)
            let backup = try await program.run("backup", "copy.db")
            #expect(backup.output == "Backed up 1 tasks (schema 1) to copy.db\n")
            #expect(try mode("copy.db") == 0o600)
            #expect(try await program.run("add", "Lost").code == 0)
            let restored = try await program.run("restore", "copy.db", "--force")
            #expect(restored.error.contains("is in use by process "))
            #expect(restored.code == 1)
            #expect(try await program.run("show", "2").code == 0)
        }
        let refused = try await program.run("restore", "copy.db")
        #expect(refused.error.contains("--yes replaces it"))
        #expect(refused.code == 1)
        let restored = try await program.run("restore", "copy.db", "--force")
        #expect(restored.output.hasPrefix("Restored 1 tasks (schema 1) to "))
        #expect(try mode("data/taskflow.db") == 0o600)
        try await program.serving { _ async throws in
            #expect(try await program.run("show", "1").code == 0)
            #expect(try await program.run("show", "2").code == 1)
        }
    }

    @Test func `a database that is not there is not made by looking at it`() async throws {
        for arguments in [["database", "export", "x"], ["backup", "x"]] {
            let outcome = try await program.run(arguments)
            #expect(
                outcome.error.hasPrefix(
                    "There is no database at \(program.data.path)/taskflow.db (by TASKFLOW_DATA in the environment): "))
            #expect(outcome.code == 1)
        }
        let imported = try await program.run("database", "import", "nothing")
        #expect(imported.error == "Cannot read \(folder.path("nothing")): No such file or directory\n")
        #expect(imported.code == 1)
        #expect(!FileManager.default.fileExists(atPath: program.data.path))
    }

    @Test func `no key is made for a database that no server uses`() async throws {
        let line = ["token", "create", "--worker", "@c"]
        var told = try await program.run(line)
        #expect(told.code == 1)
        #expect(told.output.isEmpty)
        #expect(
            told.error
                == "There is no database at \(program.data.path)/taskflow.db (by TASKFLOW_DATA in the environment): say "
                + "where the server's own is, by --database or --data-dir; `taskflow serve` and `taskflow migrate` make a new "
                + "one\n")
        #expect(!FileManager.default.fileExists(atPath: program.data.path))
        try Data("DATABASE_URL=sqlite:named.db\n".utf8).write(to: folder.url.appendingPathComponent(".env"))
        told = try await program.run(line)
        #expect(told.error.hasPrefix("There is no database at \(folder.path("named.db")) (by DATABASE_URL in .env): "))
        try Data().write(to: folder.url.appendingPathComponent("named.db"))
        for arguments in [line, ["database", "export", "x"]] {
            told = try await program.run(arguments)
            #expect(told.code == 1)
            #expect(told.error.hasPrefix("There are no tables yet in SQLite in \(folder.path("named.db")) (by "))
        }
        #expect(!FileManager.default.fileExists(atPath: program.data.path))
        #expect(try await program.run("migrate").code == 0)
        #expect(try await program.run(line).output.hasPrefix("tfl_"))
    }

    @Test(arguments: Engine.servers) func `nor for an empty PostgreSQL`(_ engine: Engine) async throws {
        let store = try await TestDatabase.make(.empty, engine)
        let address = try #require(store.address)
        let told = Program(home: folder.url, environment: ["DATABASE_URL": address])
        let line = ["token", "create", "--worker", "@c"]
        let outcome = try await told.run(line)
        #expect(outcome.code == 1)
        #expect(outcome.error.hasPrefix("There are no tables yet in PostgreSQL at "))
        #expect(!FileManager.default.fileExists(atPath: program.data.path))
        #expect(try await told.run("migrate").code == 0)
        #expect(try await told.run(line).output.hasPrefix("tfl_"))
        await store.close()
    }

    @Test(arguments: [("backup", "pg_dump"), ("restore", "pg_restore")])
    func `PostgreSQL has tools of its own`(command: String, tool: String) async throws {
        let outcome = try await program.run(command, "x", "--database", "postgresql://db.example/taskflow")
        #expect(
            outcome.error
                == "\(command) is for SQLite, and the database is PostgreSQL: use \(tool), or taskflow database export and "
                + "import\n"
        )
        #expect(outcome.code == 2)
    }

    @Test func `the database is not written over by its own copy`() async throws {
        try await program.serving { _ async throws in
            for command in [["database", "export"], ["backup"]] {
                let outcome = try await program.run(command + ["data/taskflow.db", "--force"])
                #expect(outcome.error.hasSuffix("is the database itself\n"))
                #expect(outcome.code == 1)
            }
        }
    }

    private func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int
    }
}
