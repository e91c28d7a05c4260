import Foundation
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// `.taskflow` in a repository, also one that a stranger wrote.
struct ProjectFileTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func write(_ text: String, _ name: String = ".taskflow") throws {
        try FileManager.default.createDirectory(atPath: folder.path("deep/er"), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(name)))
    }

    private func find(_ from: String) throws -> ProjectFile? {
        try ProjectFile.find(from: folder.path(from), home: folder.path("home"))
    }

    @Test func `it is found from the folders below`() throws {
        try write("# ours\nserver = http://127.0.0.1:9\n\nproject=web\n")
        let file = try #require(try find("deep/er"))
        #expect(file.server == "http://127.0.0.1:9" && file.project == "web" && file.path == folder.path(".taskflow"))
        #expect(try ProjectFile.find(from: folder.path("deep/er"), home: folder.path("deep")) == nil, "not above home")
    }

    @Test(arguments: [
        ("token = tfl_x", "line 1: write"), ("server", "line 1: write"), ("server = ftp://x", "is not an address"),
        ("project = A b", "is no project's slug"), ("project = x\u{1B}[2J", "is no project's slug"),
        (String(repeating: "#", count: 5000), "larger than 4096 bytes"), ("server = http://u:p@x", "is not an address"),
    ])
    func `what is wrong with it is told`(text: String, fault: String) throws {
        try write(text)
        let error = #expect(throws: UsageError.self) { try find("deep") }
        #expect(error?.message.contains(fault) == true, "\(error?.message ?? "")")
    }

    @Test func `a link is refused, a folder is none`() throws {
        try write("project = web", "other")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("deep/.taskflow"), withDestinationPath: folder.path("other"))
        #expect(throws: UsageError.self) { try find("deep") }
        try FileManager.default.removeItem(atPath: folder.path("deep/.taskflow"))
        try FileManager.default.createDirectory(
            atPath: folder.path("deep/.taskflow"), withIntermediateDirectories: true)
        #expect(try find("deep") == nil)
    }

    @Test func `a key never goes where a repository's file points`() async throws {
        let evil = StubServer(200, "[]")
        try write("")
        _ = try await evil.run { address in
            // Another name of this machine would be let in; a stranger's address is no name of it.
            try self.write("server = http://evil.example\n")
            try SignInFile.owner(in: self.folder.path("d")).prepareFolder()
            try SignInFile.owner(in: self.folder.path("d")).write(key: "tfl_stored", url: address)
            for environment in [["TASKFLOW_TOKEN": "tfl_mine"], [:]] {
                let console = RecordedConsole()
                let client = CommandLineClient(
                    operations: TestOperations.all, version: "0", console: console.console(),
                    environment: environment.merging(["TASKFLOW_DATA": self.folder.path("d")]) { $1 },
                    folder: self.folder.path("deep"))
                let code = await client.run(["list"])
                #expect(code == (environment.isEmpty ? 4 : 2), "\(console.error)")
                #expect(console.error.contains("evil.example"))
            }
        }
        #expect(evil.seen.isEmpty)
    }

    @Test func `nor to another port of this machine`() async throws {
        let evil = StubServer(200, "[]")
        try write("")
        _ = try await evil.run { address in
            try self.write("server = \(address)\n")
            let home = SignInFile.owner(in: self.folder.path("d"))
            try home.prepareFolder()
            try home.write(key: "tfl_stored", url: "http://127.0.0.1:1")
            for (line, environment) in [
                (["list"], ["TASKFLOW_TOKEN": "tfl_mine"]), (["list"], [:]), (["login"], [:]),
                (["login", "--with-key"], [:]),
            ] {
                let console = RecordedConsole()
                let client = CommandLineClient(
                    operations: TestOperations.all, version: "0", console: console.console(answer: "tfl_typed"),
                    environment: environment.merging(["TASKFLOW_DATA": self.folder.path("d")]) { $1 },
                    folder: self.folder.path("deep"))
                let code = await client.run(line)
                #expect(code == (line == ["list"] && environment.isEmpty ? 4 : 2), "\(console.error)")
                #expect(console.error.contains(address))
            }
        }
        #expect(evil.seen.isEmpty)
    }

    @Test func `its project is meant where none is named`() throws {
        func project(_ line: String...) throws -> ArgumentValue? {
            let typed = try TestTable.table.parse(CommandTable.arranged(line))
            let completed = try DefaultArguments.completed(typed, project: "web")
            return completed.values["project"] ?? completed.values["project_slug"]
        }
        #expect(
            try project("add", "x") == .text("web") && project("ls") == .text("web") && project("next") == .text("web"))
        #expect(try project("add", "x", "-p", "other") == .text("other"))
        #expect(try project("ls", "--project=") == nil && project("add", "x", "--parent", "3") == nil)
        #expect(try project("start", "3") == nil && project("audit") == nil)
    }

    @Test func `init writes it, once, and says so`() async throws {
        try write("x", "unused")
        let server = StubServer(200, #"{"slug":"web"}"#)
        func run(_ line: String...) async throws -> ClientRun {
            try await server.run { _ in
                let console = RecordedConsole()
                let client = CommandLineClient(
                    operations: TestOperations.all, version: "0", console: console.console(),
                    environment: ["TASKFLOW_TOKEN": "tfl_x"], folder: self.folder.path("deep"))
                return ClientRun(code: await client.run(line), output: console.output, error: console.error)
            }
        }
        let first = try await run("init", "--server", "http://127.0.0.1:9", "--project", "web")
        #expect(first.code == 0 && first.output.contains("server = http://127.0.0.1:9, project = web"))
        #expect(try find("deep/er")?.project == "web")
        #expect(try await run("init", "--server=http://127.0.0.1:9", "-p", "web").output.hasSuffix("says so already\n"))
        #expect(try await run("init", "--server=http://127.0.0.1:9", "-p", "other").code == 1)
        #expect(try await run("init", "--server=http://127.0.0.1:9", "-p", "other", "--force").code == 0)
        #expect(try await run("init", "--project", "A B").code == 2)
    }

    @Test func `what is there keeps its mode, and what is no text its bytes`() async throws {
        try write("project = other\n", "deep/.taskflow")
        let path = folder.path("deep/.taskflow")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let client = CommandLineClient(
            operations: TestOperations.all, version: "0", console: RecordedConsole().console(), environment: [:],
            folder: folder.path("deep"))
        let line = ["init", "--server", "http://127.0.0.1:9", "--force"]
        #expect(await client.run(line) == 0)
        #expect(try find("deep")?.server == "http://127.0.0.1:9")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        try Data([0xFF]).write(to: URL(fileURLWithPath: path))
        #expect(await client.run(line) == 1)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([0xFF]))
        try FileManager.default.removeItem(atPath: path)
        try write("mine", "deep/other")
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "other")
        #expect(await client.run(line) == 1)
        #expect(try String(contentsOfFile: folder.path("deep/other"), encoding: .utf8) == "mine")
    }
}
