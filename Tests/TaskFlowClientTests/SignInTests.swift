import Foundation
import HTTPTypes
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// Where keys come from, and where they go.
struct SignInTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test func theVariableGoesBeforeTheFile() throws {
        try store("http://127.0.0.1:8000", "tfl_file")
        #expect(try settings().token == "tfl_file")
        #expect(try settings(["TASKFLOW_TOKEN": "tfl_env"]).token == "tfl_env")
        #expect(try settings(["TASKFLOW_TOKEN": ""]).token == "tfl_file")
        #expect(throws: UsageError.self) { try settings(["TASKFLOW_TOKEN": "tfl_a b"]) }
    }

    @Test func theAddressIsTheVariablesThenTheFiles() throws {
        #expect(try settings().address.text == "http://127.0.0.1:8000")
        try store("http://127.0.0.1:4711", "tfl_file")
        #expect(try settings().address.text == "http://127.0.0.1:4711")
        #expect(try settings(["TASKFLOW_URL": "http://localhost:5/"]).address.text == "http://localhost:5")
    }

    @Test(arguments: [
        ("http://127.0.0.1:9999", true), ("http://localhost:8000", true), ("http://[::1]:8000", true),
        ("http://tasks.example:8000", false), ("http://127.0.0.1.evil.example", false), ("http://10.0.0.1:8000", false),
    ])
    func aStoredKeyStaysOnItsMachine(url: String, isSent: Bool) throws {
        try store("http://127.0.0.1:8000", "tfl_file")
        #expect(try settings(["TASKFLOW_URL": url]).token == (isSent ? "tfl_file" : nil))
    }

    @Test func dataDirectories() throws {
        let standard = ["HOME": "/h", "XDG_DATA_HOME": "/x"]
        #expect(DataDirectory.standard(environment: standard) == "/x/taskflow")
        #expect(
            DataDirectory.standard(environment: ["HOME": "/h", "XDG_DATA_HOME": "x"]) == "/h/.local/share/taskflow")
        let flag = try ClientSettings(ClientOptions(dataDirectory: "/f"), environment: ["TASKFLOW_DATA": "/v"])
        #expect(flag.dataDirectory == "/f")
    }

    @Test func brokenFilesAreNoCredential() throws {
        try Data("{\"url\":".utf8).write(to: folder.url.appendingPathComponent("credential"))
        #expect(try settings().token == nil)
    }

    @Test func loginStoresAndLogoutRemoves() async throws {
        let server = StubServer(200, #"{"worker":{"handle":"@claude"}}"#)
        let path = folder.path("login")
        try await server.run { address in
            let login = RecordedConsole()
            let code = await client(login, answer: " tfl_new\n", ["TASKFLOW_URL": address]).run(["login", "--with-key"])
            #expect(code == 0)
            #expect(login.output == "Signed in at \(address) as @claude\n")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try settings().token == "tfl_new")
            #expect(await client(RecordedConsole()).run(["login"]) == 0)
        }
        #expect(await client(RecordedConsole()).run(["logout"]) == 0)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(server.seen.first?.headers[.authorization] == "Bearer tfl_new")
    }

    private func store(_ url: String, _ token: String) throws {
        try SignInFile.owner(in: folder.url.path).write(StoredSignIn(url: url, token: token))
    }

    private func settings(_ environment: [String: String] = [:]) throws -> ClientSettings {
        try ClientSettings(ClientOptions(dataDirectory: folder.url.path), environment: environment)
    }

    private func client(
        _ console: RecordedConsole, answer: String? = nil, _ environment: [String: String] = [:]
    ) -> CommandLineClient {
        let environment = environment.merging(["TASKFLOW_DATA": folder.url.path]) { first, _ in first }
        return CommandLineClient(
            operations: TestOperations.all, version: "0", console: console.console(answer: answer),
            environment: environment)
    }
}
