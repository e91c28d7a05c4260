import Foundation
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// What `taskflow mcp --install` does to a file that is there, and which data directory it tells the client of.
struct InstalledFileTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: folder.path("repo"), withIntermediateDirectories: true)
    }

    /// - Returns: the exit code and what was said of a failure.
    private func install(
        _ line: [String] = [], data: String? = nil, more: [String: String] = [:]
    ) async -> (code: Int32, error: String) {
        let console = RecordedConsole()
        var environment = ["TASKFLOW_TOKEN": "tfl_x", "HOME": folder.path("home")].merging(more) { $1 }
        environment["TASKFLOW_DATA"] = data
        let client = CommandLineClient(
            operations: TestOperations.all, version: "0", console: console.console(), environment: environment,
            folder: folder.path("repo"))
        let code = await client.run(["mcp", "--install", "claude", "--yes"] + line)
        return (code, console.error)
    }

    private var file: String { folder.path("repo/.mcp.json") }

    private func write(_ bytes: [UInt8], mode: Int) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func installed() throws -> JSON { try JSONParser.parse(Data(contentsOf: URL(fileURLWithPath: file))) }

    @Test(arguments: [0o600, 0o640, 0o664]) func `who may read the file stays`(mode: Int) async throws {
        try write(Array("{}".utf8), mode: mode)
        let run = await install()
        #expect(run.code == 0, "\(run.error)")
        #expect(try self.mode(file) == mode)
        #expect(try installed()["mcpServers"]?["taskflow"] != nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("repo")) == [".mcp.json"])
    }

    @Test func `a new file is its owner's`() async throws {
        #expect(await install().code == 0)
        #expect(try mode(file) == 0o600)
    }

    @Test func `what is no text is left alone`() async throws {
        let bytes: [UInt8] = Array(#"{"key":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        try write(bytes, mode: 0o600)
        let run = await install()
        #expect(run.code == 1 && run.error == "\(file) is no text in UTF-8, so it is left alone\n", "\(run.error)")
        #expect(try Array(Data(contentsOf: URL(fileURLWithPath: file))) == bytes)
    }

    @Test(.enabled(if: geteuid() != 0)) func `what cannot be read is left alone`() async throws {
        try write(Array("{}".utf8), mode: 0o200)
        let run = await install()
        #expect(run.code == 1 && run.error.contains("Permission denied, so it is left alone"), "\(run.error)")
    }

    @Test func `a link stays, and what it leads to is changed`() async throws {
        let target = folder.path("theirs.json")
        try Data("{}".utf8).write(to: URL(fileURLWithPath: target))
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: target)
        try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: "../theirs.json")
        #expect(await install().code == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: file) == "../theirs.json")
        #expect(try mode(target) == 0o640)
        #expect(try installed()["mcpServers"]?["taskflow"] != nil)
        try FileManager.default.removeItem(atPath: target)
        #expect(await install().code == 1, "a link that leads nowhere")
    }

    private func arguments() throws -> JSON? { try installed()["mcpServers"]?["taskflow"]?["args"] }

    @Test func `a data directory of one's own is told, as an absolute path`() async throws {
        let here = FileManager.default.currentDirectoryPath
        for (line, data, told) in [
            (["--data-dir", folder.path("d")], nil, folder.path("d")), ([], folder.path("d/../e/"), folder.path("e")),
            (["--data-dir", "no/such"], nil, "\(here)/no/such"), (["--data-dir", "no/such"], "/x", "\(here)/no/such"),
        ] as [([String], String?, String)] {
            let run = await install(line, data: data)
            #expect(run.code == 0, "\(run.error)")
            #expect(try arguments() == ["mcp", "--data-dir", .string(told)])
        }
    }

    @Test func `the usual one is not`() async throws {
        let usual = folder.path("home/.local/share/taskflow")
        for (line, data) in [([], nil), (["--data-dir", usual], nil), ([], usual)] as [([String], String?)] {
            #expect(await install(line, data: data).code == 0)
            #expect(try arguments() == ["mcp"])
        }
        // The client may be started without that variable.
        #expect(await install(more: ["XDG_DATA_HOME": folder.path("x")]).code == 0)
        #expect(try arguments() == ["mcp", "--data-dir", .string(folder.path("x/taskflow"))])
    }
}
