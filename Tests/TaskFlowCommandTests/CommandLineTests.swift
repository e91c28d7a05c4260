import Foundation
import TaskFlowTestSupport
import Testing

/// What is said on the command line and in `.env`, with the built program.
struct CommandLineTests {
    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    @Test func flagOverEnvironmentOverFileOverDefault() async throws {
        try dotEnv("export PORT=\"file\"  \nLOG_LEVEL=info # all of it\n# HOST=x\nDATABASE_URL=\n")
        #expect(try await program.run("serve").error == "PORT: 'file' is not a port (1-65535)\n")
        var told = program
        told.environment["PORT"] = "environment"
        #expect(try await told.run("serve").error == "PORT: 'environment' is not a port (1-65535)\n")
        let flag = try await told.run("serve", "--port", "flag")
        #expect(flag.error == "--port: 'flag' is not a port (1-65535)\n")
        #expect(flag.code == 2)
        try await told.serving { #expect($0.link.hasPrefix("Open http://127.0.0.1:")) }
    }

    @Test func serverAndClientFindTheSameDirectory() async throws {
        try dotEnv("TASKFLOW_DATA=here\n")
        let program = Program(home: folder.url, environment: ["TASKFLOW_DATA": ""])
        try await program.serving { _ async throws in #expect(try await program.run("list").code == 0) }
        #expect(FileManager.default.fileExists(atPath: folder.path("here/credential")))
    }

    @Test func aFoldersFileDoesNotSayWhereKeysGo() async throws {
        try dotEnv("TASKFLOW_URL=http://evil.example\nTASKFLOW_TOKEN=tfl_x\n")
        try await program.serving { _ async throws in #expect(try await program.run("list").code == 0) }
    }

    @Test(arguments: [
        ["serve", "--bogus"], ["serve", "extra"], ["token", "create"], ["token", "create", "--worker", "claude"],
        ["token", "create", "--worker", "@c", "--scopes", "tasks:fly"],
        ["token", "create", "--worker", "@c", "--expires", "soon"],
        ["token", "create", "--worker", "@c", "--type", "cat"],
        ["token"], ["migrate", "--port", "1"], ["list", "--bogus"], ["add"], ["mcp", "now"], ["login", "now"],
        ["serve", "--database", "postgresql://h/d?bogus=1"],
        ["serve", "--auth-server-url", "http://sso.example"], ["backup"], ["database", "export"], ["frobnicate", "x"],
    ])
    func wrongUsageIsTwo(arguments: [String]) async throws {
        let outcome = try await program.run(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(!outcome.error.isEmpty)
        #expect(outcome.error.split(separator: "\n", omittingEmptySubsequences: false).count == 2, "\(outcome.error)")
    }

    @Test(arguments: [
        (["serve", "--bogus"], "Unknown option '--bogus' (see taskflow serve --help)\n"),
        (["token", "create"], "Missing expected argument '--worker <@id>' (see taskflow token create --help)\n"),
        (["list", "--bogus"], "Unknown flag '--bogus' (see taskflow list --help)\n"),
        (["project", "frobnicate"], "Unknown command 'project frobnicate' (see taskflow project --help)\n"),
        (["token", "create", "--worker", "claude"], "--worker: 'claude' is no handle: write @claude\n"),
        (["token"], "Say what to do with 'token' (see taskflow token --help)\n"),
        (["database"], "Say what to do with 'database' (see taskflow database --help)\n"),
        (["project"], "Say what to do with 'project' (see taskflow project --help)\n"),
        (["mcp", "now"], "Unexpected argument 'now' (see taskflow mcp --help)\n"),
        (["completion", "ksh"], "Say which shell: bash, zsh, fish (see taskflow completion --help)\n"),
    ])
    func `wrong usage is one line with the way to help`(arguments: [String], line: String) async throws {
        #expect(try await program.run(arguments).error == line)
    }

    @Test(arguments: [
        (["serve"], "taskflow serve [flags]", "--port PORT"), (["doctor"], "taskflow doctor [flags]", "--json"),
        (["token", "create"], "taskflow token create --worker @ID [flags]", "--expires TIME"),
        (["restore"], "taskflow restore FILE [flags]", "-y, --yes"),
        (["database"], "taskflow database COMMAND [arguments] [flags]", "-h, --help"),
    ])
    func `a server command's page looks like a client command's`(
        words: [String], usage: String, flag: String
    ) async throws {
        let page = try await program.run(words + ["--help"]).output
        #expect(page.contains("\n\nUsage: \(usage)\n\n"))
        #expect(page.contains("\n\nFlags:\n  "))
        #expect(page.contains("\n  \(flag) "))
        #expect(words == ["database"] || page.contains("\n\nExample"))
        #expect(!page.contains("USAGE") && !page.contains("OVERVIEW") && !page.contains("<"))
        #expect(!page.contains("Show help information"))
    }

    @Test func `help for a server command by either spelling`() async throws {
        for words in [["serve"], ["token", "create"]] {
            #expect(
                try await program.run(["help"] + words).output == program.run(words + ["--help"]).output)
        }
    }

    @Test func `a token does not go where a folder's .env points`() async throws {
        try dotEnv("TASKFLOW_DATA=./x\n")
        let x = folder.url.appendingPathComponent("x")
        try FileManager.default.createDirectory(at: x, withIntermediateDirectories: true)
        try Data(#"{"url":"https://evil.example","token":"a"}"#.utf8).write(to: x.appendingPathComponent("login"))
        var told = Program(
            home: folder.url, environment: ["TASKFLOW_DATA": "", "TASKFLOW_URL": "", "TASKFLOW_TOKEN": "tfl_mine"])
        let outcome = try await told.run("list")
        #expect(outcome.code == 2 && outcome.error.hasPrefix("TASKFLOW_DATA in .env names https://evil.example, and "))
        told.environment["TASKFLOW_TOKEN"] = ""
        #expect(try await told.run("login", "--with-key").code == 2)
    }

    @Test func `a folder named .env is another tool's`() async throws {
        let place = folder.url.appendingPathComponent(".env")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let list = try await program.run("list")
        #expect(list.code > 2 && !list.error.contains(".env"))
        #expect(try await !program.run("doctor").output.contains(".env: "))
    }

    @Test(arguments: [
        ["--help"], ["serve", "--help"], ["token", "create", "--help"], ["doctor", "--help"],
        ["database", "import", "--help"], ["database", "--help"],
        ["project", "--help"], ["add", "--help"],
        ["--version"], ["completion", "bash"],
    ])
    func helpIsZero(arguments: [String]) async throws {
        let outcome = try await program.run(arguments)
        #expect(outcome.code == 0)
        #expect(!outcome.output.isEmpty)
        #expect(outcome.error.isEmpty)
    }

    private func dotEnv(_ text: String) throws {
        try Data(text.utf8).write(to: folder.url.appendingPathComponent(".env"))
    }
}
