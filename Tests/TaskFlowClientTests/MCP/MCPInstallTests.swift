import Foundation
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// `taskflow mcp --install`: the clients' own files.
struct MCPInstallTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private let server = StubServer.replying { request in
        switch (request.method, request.path) {
        case ("POST", "/api/workers/%40claude/keys"), ("POST", "/api/workers/@claude/keys"):
            .json(["id": 1, "key": "tfl_agent"], status: 201)
        case ("GET", "/api/workers/%40claude"), ("GET", "/api/workers/@claude"):
            .json(["error": "Worker not found", "code": "not_found"], status: 404)
        default: .json([:])
        }
    }

    private func run(_ line: [String], _ terminal: Terminal = .none, answer: String? = nil) async throws -> ClientRun {
        try await server.run { address in
            let console = RecordedConsole()
            let client = CommandLineClient(
                operations: TestOperations.all, version: "0", console: console.console(terminal, answer: answer),
                environment: [
                    "TASKFLOW_TOKEN": "tfl_x", "TASKFLOW_URL": address, "TASKFLOW_DATA": self.folder.path("d"),
                    "HOME": self.folder.path("home"),
                ], folder: self.folder.path("repo"))
            return ClientRun(code: await client.run(line), output: console.output, error: console.error)
        }
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder.path(name), encoding: .utf8)
    }

    private func write(_ text: String, _ name: String) throws {
        let url = URL(fileURLWithPath: folder.path(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    @Test func `other entries stay, and the agent's key is its own`() async throws {
        try write(#"{"mcpServers":{"other":{"command":"x","args":[1.50]}},"more":null}"#, "repo/.mcp.json")
        let run = try await run(["mcp", "--install", "claude", "--as", "claude", "--yes"])
        #expect(run.code == 0, "\(run.error)")
        let json = try JSONParser.parse(text("repo/.mcp.json").utf8)
        #expect(json["mcpServers"]?["other"] == ["command": "x", "args": .array([.decimal(1.5)])])
        #expect(json["more"] == .null)
        let entry = json["mcpServers"]?["taskflow"]
        #expect(entry?["args"]?.arrayValue?.prefix(3) == ["mcp", "--as", "@claude"])
        #expect(try !text("repo/.mcp.json").contains("tfl_"))
        let keys = try FileManager.default.contentsOfDirectory(atPath: folder.path("d/agents"))
        let key = try #require(keys.first)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("d/agents/\(key)"))[.posixPermissions]
        #expect(keys.count == 1 && key.hasSuffix("-claude") && mode as? Int == 0o600)
        #expect(try text("d/agents/\(key)").contains("tfl_agent"))
        #expect(run.error.contains("+    \"taskflow\": {"))
    }

    @Test(arguments: [
        ("claude", "repo/.mcp.json"), ("cursor", "repo/.cursor/mcp.json"), ("vscode", "repo/.vscode/mcp.json"),
        ("codex", "home/.codex/config.toml"),
    ])
    func `the second time nothing changes`(client: String, file: String) async throws {
        // The address is part of the file: one server for both.
        try await server.run { address in
            func install() async -> (code: Int32, output: String) {
                let console = RecordedConsole()
                let cli = CommandLineClient(
                    operations: TestOperations.all, version: "0", console: console.console(),
                    environment: [
                        "TASKFLOW_TOKEN": "tfl_x", "TASKFLOW_URL": address, "HOME": self.folder.path("home"),
                    ],
                    folder: self.folder.path("repo"))
                return (await cli.run(["mcp", "--install", client, "--yes"]), console.output)
            }
            #expect(await install().output.hasPrefix("Wrote "))
            let first = try self.text(file)
            let second = await install()
            #expect(second.code == 0 && second.output.hasSuffix("nothing is changed\n"))
            #expect(try self.text(file) == first && first.contains(address))
        }
    }

    @Test func `a file with comments is left alone`() async throws {
        let text = "{\n  // mine\n  \"servers\": {}\n}\n"
        try write(text, "repo/.vscode/mcp.json")
        let run = try await run(["mcp", "--install", "vscode", "--yes"])
        #expect(run.code == 1 && run.error.contains("left alone") && run.error.contains("TASKFLOW_URL"))
        #expect(try self.text("repo/.vscode/mcp.json") == text)
    }

    @Test func `without a yes nothing is written`() async throws {
        #expect(try await run(["mcp", "--install", "claude"]).code == 2)
        let no = try await run(["mcp", "--install", "claude"], .screen(80), answer: "n")
        #expect(no.code == 1 && !FileManager.default.fileExists(atPath: folder.path("repo/.mcp.json")))
        for wrong in [["--install", "emacs"], ["--as", "../x"], ["--as", "@A"]] {
            #expect(try await run(["mcp"] + wrong).code == 2)
        }
        #expect(try await run(["mcp", "--as", "@nobody"]).code == 4)
    }

    @Test func `one table of a TOML file is replaced, and no other`() {
        let text = """
            model = "x"

            [mcp_servers.taskflow]
            command = "old"
            [mcp_servers.taskflow.env]
            A = "b"

            # theirs
            [mcp_servers.other]
            command = "y"
            """
        #expect(
            TOMLTable.replacing("mcp_servers.taskflow", by: ["command = \"new\""], in: text) == """
                model = "x"

                [mcp_servers.taskflow]
                command = "new"

                # theirs
                [mcp_servers.other]
                command = "y"
                """)
        #expect(TOMLTable.replacing("a.b", by: ["c = 1"], in: "") == "[a.b]\nc = 1\n")
        #expect(TOMLTable.replacing("a.b", by: ["c = 1"], in: "x = 1") == "x = 1\n\n[a.b]\nc = 1\n")
    }
}
