import Foundation
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// `taskflow serve`, from its start to its end.
struct ServeTests {
    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    @Test func theCredentialIsItsOwnersAlone() async throws {
        try await program.serving { _ async throws in
            #expect(try mode("data") == 0o700)
            #expect(try mode("data/credential") == 0o600)
            #expect(try mode("data/taskflow.db") == 0o600)
        }
    }

    @Test func aSecondStartKeepsTheKey() async throws {
        let first = try await program.serving { (try key(), $0.link) }
        let second = try await program.serving { (try key(), $0.link) }
        #expect(first.0 == second.0)
        #expect(first.1 != second.1)
        #expect(second.1.contains("/#login="))
        try await program.serving { server async throws in
            #expect(try await program.run("list").code == 0)
            #expect(!server.error.contains(second.0))
        }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func signalsEndIt(number: Int32) async throws {
        let server = try RunningProgram(["serve", "--port", "0"], program)
        try await server.waitForLink()
        server.signal(number)
        #expect(await server.ended() == 0)
        #expect(try await program.run("list").code == 3)
        let files = try FileManager.default.contentsOfDirectory(atPath: program.data.path)
        #expect(files.sorted() == ["credential", "server.lock", "taskflow.db"])
    }

    @Test func logLinesAreJSONOffATerminal() async throws {
        try await program.serving { server async throws in
            _ = try await program.run("list")
            let lines = server.error.split(separator: "\n")
            #expect(!lines.isEmpty)
            for line in lines { #expect((try? JSONParser.parse(line.utf8))?["level"] != nil, "\(line)") }
        }
        try await program.serving(["--log-format", "text", "--log-level", "error"]) { #expect($0.error.isEmpty) }
    }

    @Test func aPortInUseIsTold() async throws {
        try await program.serving { server async throws in
            let port = try #require(server.link.split(separator: ":").last?.prefix { $0 != "/" })
            let other = Program(home: folder.url, environment: ["TASKFLOW_DATA": folder.path("other")])
            let outcome = try await other.run("serve", "--port", String(port))
            #expect(outcome.code == 1)
            #expect(outcome.output.isEmpty)
            #expect(
                outcome.error == "Cannot listen on 127.0.0.1 port \(port): the port is in use "
                    + "(is another server running? choose one with --port)\n")
        }
    }

    @Test func whatIsNoDatabaseIsTold() async throws {
        try Data(repeating: 0x41, count: 4096).write(to: folder.url.appendingPathComponent("bad.db"))
        let outcome = try await program.run("serve", "--port", "0", "--database", "sqlite:bad.db")
        #expect(outcome.code == 1)
        #expect(outcome.error == "Cannot open the database \(folder.path("bad.db")): it is not an SQLite database\n")
    }

    @Test func aDataDirectoryThatIsAFileIsTold() async throws {
        try Data().write(to: program.data)
        let outcome = try await program.run("serve", "--port", "0")
        #expect(outcome.code == 1)
        #expect(outcome.error == "The data directory \(program.data.path) is a file\n")
    }

    @Test func otherMachinesAreNotServed() async throws {
        let outcome = try await program.run("serve", "--host", "0.0.0.0")
        #expect(outcome.code == 2)
        #expect(outcome.error.hasPrefix("HOST: '0.0.0.0' can be reached from other machines"))
        #expect(!FileManager.default.fileExists(atPath: program.data.path))
        try await program.serving(["--host", "0.0.0.0", "--allow-insecure-local-auth"]) { _ async throws in
            #expect(try await program.run("list").code == 0)
        }
    }

    @Test func `a small crew behind a proxy is asked for by name`() async throws {
        let url = ["--public-url", "https://tasks.example.com"]
        let refused = try await program.run(["serve", "--port", "0"] + url)
        #expect(refused.code == 2)
        #expect(refused.error.hasPrefix("PUBLIC_URL: 'https://tasks.example.com' is for other machines"))
        #expect(refused.error.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: program.data.path))
        let doctor = try await program.run(["doctor"] + url)
        #expect(doctor.code == 1)
        #expect(doctor.output.contains("TASKFLOW_LOCAL_CREW=1 (--local-crew)"))
        #expect(try await program.run(["doctor", "--local-crew"] + url).code == 0)
        try await program.serving(["--local-crew"] + url) { _ async throws in
            #expect(try await program.run("list").code == 0)
        }
    }

    @Test(arguments: [
        ("nosuch.invalid", "the host name is not known"), ("203.0.113.9", "this machine does not have that address"),
    ])
    func aPlaceThatIsNotHereIsTold(host: String, reason: String) async throws {
        let outcome = try await program.run("serve", "--port", "0", "--host", host, "--allow-insecure-local-auth")
        #expect(outcome.code == 1)
        #expect(outcome.error == "Cannot listen on \(host) port 0: \(reason)\n")
    }

    @Test func memoryServesToo() async throws {
        try await program.serving(["--database", "sqlite::memory:"]) { _ async throws in
            #expect(try await program.run("add", "x").code == 0)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("data/taskflow.db")))
    }

    @Test func migrateMayBeRepeated() async throws {
        let place = "SQLite in \(program.data.path)/taskflow.db (by TASKFLOW_DATA in the environment)"
        #expect(try await program.run("migrate").output == "Migrated \(place) from schema 0 to 1\n")
        #expect(try await program.run("migrate").output == "\(place) is up to date (schema 1)\n")
    }

    private func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int
    }

    private func key() throws -> String {
        let json = try JSONParser.parse(Data(contentsOf: folder.url.appendingPathComponent("data/credential")))
        return try #require(json["token"]?.stringValue)
    }
}
