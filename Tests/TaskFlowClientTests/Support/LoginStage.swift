import Foundation
import Synchronization
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// A server of TaskFlow with its SSO, both on real sockets, and someone at the command line.
struct LoginStage: Sendable {
    let sso: StubServer
    let ssoAddress: String
    let server: StubServer
    let address: String
    let folder: TemporaryDirectory
    let pauses = Pauses()

    /// What the device waited for, second by second, without waiting.
    final class Pauses: Sendable {
        private let list = Mutex<[Int]>([])
        var all: [Int] { list.withLock { $0 } }
        func add(_ duration: Duration) { list.withLock { $0.append(Int(duration / .seconds(1))) } }
    }

    struct Outcome: Sendable {
        let code: Int32
        let output: String
        let error: String
    }

    static func run(
        _ fake: FakeBetterAuth, metadata: [String: JSON] = [:], _ body: @escaping @Sendable (Self) async throws -> Void
    ) async throws {
        let folder = try TemporaryDirectory()
        let sso = StubServer.replying { fake.answer($0) }
        try await sso.run { ssoAddress in
            let server = StubServer.replying { Self.answer($0, fake, ssoAddress, metadata) }
            try await server.run { address in
                try await body(
                    LoginStage(sso: sso, ssoAddress: ssoAddress, server: server, address: address, folder: folder))
            }
        }
    }

    // TaskFlow as far as it matters here: it takes the newest token alone, so that a stale one shows.
    private static func answer(
        _ request: StubServer.Seen, _ fake: FakeBetterAuth, _ sso: String, _ changes: [String: JSON]
    ) -> StubServer.Reply {
        if request.path == "/.well-known/oauth-protected-resource" {
            var json: JSONObject = [
                "resource": .string(request.address), "authorization_servers": [.string(sso)],
                "scopes_supported": ["tasks:read", "tasks:write"], "taskflow_client_id": "taskflow-cli",
            ]
            for (name, value) in changes { json[name] = value }
            return .json(json)
        }
        guard let token = request.bearer, token == fake.tokens.last else {
            return .json(["error": "Invalid or expired credential"], status: 401)
        }
        if request.path == "/mcp" {
            let id = (try? JSONParser.parse(request.body.utf8))?["id"] ?? .null
            return .json(["jsonrpc": "2.0", "id": id, "result": ["as": .string(token)]])
        }
        return .json(["worker": ["handle": "@ada"]])
    }

    /// Runs a command line.
    func taskflow(_ line: String..., environment: [String: String] = [:]) async -> Outcome {
        let console = RecordedConsole()
        var variables = ["TASKFLOW_DATA": folder.url.path + "/data", "TASKFLOW_URL": address]
        variables.merge(environment) { _, new in new }
        var client = CommandLineClient(
            operations: TestOperations.all, version: "0", console: console.console(), environment: variables)
        let pauses = pauses
        client.pause = { pauses.add($0) }
        let code = await client.run(line)
        return Outcome(code: code, output: console.output, error: console.error)
    }

    var file: SignInFile { .login(in: folder.url.path + "/data") }
    var stored: StoredSignIn? { file.read() }

    /// Makes the stored token one that ends so soon.
    func age(to seconds: Int) throws {
        let old = try #require(stored)
        try file.write(
            StoredSignIn(
                url: old.url, token: old.token, expiresAt: Timestamp.now().adding(seconds: seconds),
                renewal: old.renewal))
    }
}
