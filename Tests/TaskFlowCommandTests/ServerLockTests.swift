import Foundation
import TaskFlowTestSupport
import Testing

@testable import taskflow

/// One server at a time has a data directory.
struct ServerLockTests {
    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    @Test func `a second server is told who has the directory, and changes nothing`() async throws {
        try await program.serving { server async throws in
            let before = try credential()
            let second = try await program.run("serve", "--port", "0")
            #expect(second.code == 1)
            #expect(second.output.isEmpty)
            let address = server.link.dropFirst("Open ".count).prefix { $0 != "#" }.dropLast()
            #expect(
                second.error.hasPrefix("The data directory \(program.data.path) is in use by another server (process "))
            #expect(second.error.contains(" at \(address)): stop it first, or give this one a directory of its own"))
            #expect(second.error.split(separator: "\n").count == 1)
            #expect(try credential() == before)
            #expect(try await program.run("add", "Still there").code == 0)
        }
    }

    @Test func `servers of different directories do not mind each other`() async throws {
        let other = Program(home: folder.url, environment: ["TASKFLOW_DATA": folder.path("other")])
        try await program.serving { _ async throws in
            try await other.serving(["--database", "sqlite:\(program.data.path)/taskflow.db"]) { _ async throws in
                #expect(try await other.run("list").code == 0)
            }
        }
    }

    @Test func `a server that was killed leaves no lock behind`() async throws {
        let server = try RunningProgram(["serve", "--port", "0"], program)
        try await server.waitForLink()
        server.signal(SIGKILL)
        _ = await server.ended()
        try await program.serving { _ async throws in #expect(try await program.run("list").code == 0) }
    }

    @Test func `of many that start at once one serves`() async throws {
        let servers = try (0..<6).map { _ in try RunningProgram(["serve", "--port", "0"], program) }
        for _ in 0..<3_000 where servers.count(where: \.hasEnded) < servers.count - 1 {
            try await Task.sleep(for: .milliseconds(20))
        }
        let serving = try #require(servers.first { !$0.hasEnded })
        try await serving.waitForLink()
        #expect(try await program.run("add", "To whoever serves").code == 0)
        for server in servers where server.hasEnded {
            #expect(await server.ended() == 1)
            #expect(server.error.hasPrefix("The data directory \(program.data.path) is in use by "))
        }
        serving.signal(SIGTERM)
        #expect(await serving.ended() == 0)
    }

    @Test func `where there can be no lock a server says so, and serves`() async throws {
        let folder = program.data.appendingPathComponent("server.lock")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program.data.path)
        try await program.serving { server async throws in
            #expect(server.error.contains("Nothing keeps a second server from this data directory"))
            #expect(try await program.run("list").code == 0)
        }
    }

    @Test func `what works on the database beside a server goes on working`() async throws {
        try await program.serving { _ async throws in
            for arguments in [
                ["migrate"], ["token", "create", "--worker", "@c"], ["backup", "b.db"],
                ["database", "export", "e.jsonl"],
                ["doctor"],
            ] {
                let outcome = try await program.run(arguments)
                #expect(outcome.code == 0, "\(arguments): \(outcome.error)")
            }
        }
    }

    @Test func `restore and import know of a server, though its database is a new one`() async throws {
        try await program.serving { _ async throws in
            #expect(try await program.run("backup", "b.db").code == 0)
            #expect(try await program.run("database", "export", "e.jsonl").code == 0)
            for arguments in [["restore", "b.db", "--force"], ["database", "import", "e.jsonl"]] {
                let outcome = try await program.run(arguments)
                #expect(outcome.code == 1)
                #expect(outcome.error.contains("is in use by "), "\(outcome.error)")
            }
            // Another database than the server's.
            #expect(try await program.run("database", "import", "e.jsonl", "--database", "sqlite:new.db").code == 0)
        }
        #expect(try await program.run("restore", "b.db", "--force").code == 0)
    }

    @Test func `a database that nobody named is the one that the server uses`() async throws {
        try await program.serving { _ in }
        try await program.serving(["--database", "sqlite:other.db"]) { _ async throws in
            for arguments in [
                ["token", "create", "--worker", "@c"], ["migrate"], ["database", "export", "e"], ["backup", "b"],
                ["restore", "b"],
                ["database", "import", "e"],
            ] {
                let outcome = try await program.run(arguments)
                #expect(outcome.code == 1)
                #expect(outcome.output.isEmpty)
                #expect(outcome.error.contains("uses SQLite in \(folder.path("other.db"))"), "\(outcome.error)")
                #expect(outcome.error.contains("/data/taskflow.db (by TASKFLOW_DATA in the environment)"))
            }
            let doctor = try await program.run("doctor")
            #expect(doctor.code == 0)
            #expect(doctor.output.contains("note   server"))
            let named = ["token", "create", "--worker", "@c", "--database", "sqlite:other.db"]
            #expect(try await program.run(named).code == 0)
        }
    }

    @Test func `no child inherits the lock, and its end frees it`() throws {
        let path = folder.path("lock")
        let holder = LockHolder(command: "serve", process: 7, database: "SQLite in memory", url: "http://127.0.0.1:1")
        var lock: ServerLock?
        guard case .taken(let taken) = ServerLock.take(path, for: holder) else { return #expect(Bool(false)) }
        lock = taken
        #expect(fcntl(taken.descriptor, F_GETFD) & FD_CLOEXEC != 0)
        #expect(ServerLock.look(path) == .held(holder))
        guard case .held(let found) = ServerLock.take(path, for: holder) else { return #expect(Bool(false)) }
        #expect(LockHolder.text(of: found) == "another server (process 7 at http://127.0.0.1:1)")
        withExtendedLifetime(lock) {}
    }

    @Test func `a lock of a process that has ended is free, whatever is written in it`() throws {
        let path = folder.path("lock")
        try Data(#"{"command":"serve","process":1,"database":"x","url":null}"#.utf8).write(
            to: URL(fileURLWithPath: path))
        #expect(ServerLock.look(path) == .free)
        #expect(ServerLock.look(folder.path("none")) == .free)
        #expect(!FileManager.default.fileExists(atPath: folder.path("none")))
    }

    @Test func `a place without locks is told`() throws {
        let holder = LockHolder(command: "serve", process: 7, database: "x")
        guard case .impossible(let reason) = ServerLock.take(folder.path("no/such/folder"), for: holder) else {
            return #expect(Bool(false))
        }
        #expect(!reason.isEmpty)
    }

    private func credential() throws -> Data {
        try Data(contentsOf: program.data.appendingPathComponent("credential"))
    }
}
