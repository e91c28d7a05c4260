import HTTPTypes
import TaskFlowSchema
import Testing

@testable import TaskFlowClient

/// What people and programs are told when something did not go.
struct RefusalTests {
    private static let refusal =
        #"{"error":"Cannot complete task with status 'pending'","status_code":400,"code":"invalid_state"}"#

    private func server(_ steps: JSONObject) -> StubServer {
        .replying { request in
            if request.path.hasSuffix("/steps") { return .json(steps) }
            return StubServer.Reply(status: 400, body: Self.refusal)
        }
    }

    @Test func `a refusal says what to do next in the shell's own words`() async throws {
        let steps: JSONObject = [
            "steps": [["verb": "start", "allowed": true], ["verb": "complete", "allowed": false]]
        ]
        let run = try await ClientRun.of(["done", "3"], server(steps))
        #expect(run.code == 1)
        #expect(run.error == "Cannot complete task with status 'pending' (next: taskflow start 3)\n")
    }

    @Test func `nothing that is refused as well is advised`() async throws {
        let run = try await ClientRun.of(["done", "3"], server(["steps": [["verb": "start", "allowed": false]]]))
        #expect(run.error == "Cannot complete task with status 'pending' (next: taskflow show 3)\n")
    }

    @Test func `for programs every failure is one object`() async throws {
        let refused = try await ClientRun.of(["done", "3", "--json"], server([:]))
        #expect(refused.error == Self.refusal + "\n")
        func code(_ line: [String], _ server: StubServer, _ environment: [String: String] = [:]) async throws -> String?
        {
            let run = try await ClientRun.of(line, server, environment: environment)
            #expect(run.output.isEmpty)
            let json = try JSONParser.parse(run.error.utf8)
            #expect(json["error"]?.stringValue?.isEmpty == false)
            return json["code"]?.stringValue
        }
        #expect(try await code(["start", "--json"], StubServer()) == "usage")
        #expect(try await code(["--json", "frobnicate"], StubServer()) == "usage")
        #expect(try await code(["list", "--json"], StubServer(401, #"{"error":"no"}"#)) == "unauthenticated")
        #expect(try await code(["list", "--json"], StubServer(502, "<html>")) == "refused")
        #expect(
            try await code(["list", "--json"], StubServer(), ["TASKFLOW_URL": "http://127.0.0.1:9"]) == "unreachable")
        #expect(try await code(["rm", "1", "--json"], StubServer()) == "usage")
    }

    /// Two tasks below the first one, and one below one of these.
    private static func parts(of target: String) -> StubServer.Reply {
        let ids = target.contains("parent_id=1&") ? [2, 3] : target.contains("parent_id=3&") ? [4] : []
        let body = JSON.array(ids.map { ["id": .integer($0)] }).text
        return StubServer.Reply(
            body: body, headers: HTTPField.Name("x-total-count").map { [$0: String(ids.count)] } ?? [:])
    }

    @Test func `what destroys asks, and says what it is about`() async throws {
        let server = StubServer.replying { request in
            switch (request.method, request.path) {
            case ("DELETE", _): StubServer.Reply(status: 204, body: "")
            case (_, "/api/tasks"):
                Self.parts(of: request.target)
            case (_, "/api/projects/web"): .json(["slug": "web", "name": "The web", "task_count": 3])
            default: .json(["id": 1, "title": "Write it", "comments": 1, "open_questions": 0])
            }
        }
        func run(_ line: [String], _ terminal: Terminal, _ answer: String? = nil) async throws -> ClientRun {
            try await ClientRun.of(line, server, terminal: terminal, answer: answer)
        }
        let no = try await run(["rm", "1"], .screen(80), "n")
        #expect(no.code == 1)
        #expect(no.error == "Delete #1 Write it (3 subtasks, 1 comment)? [y/N] Nothing was done\n")
        let end = try await run(["delete", "1"], .screen(80), nil)
        #expect(end.code == 1 && !server.seen.contains { $0.method == "DELETE" })
        let yes = try await run(["delete", "1"], .screen(80), "y")
        #expect(yes.code == 0 && yes.output == "Deleted #1\n")
        let project = try await run(["project", "delete", "web"], .screen(80), "n")
        #expect(project.error.hasPrefix("Delete project web, The web (3 tasks)? [y/N] "))
        let alone = try await run(["delete", "1"], .none)
        #expect(alone.code == 2 && alone.error.contains("add --yes"))
        #expect(try await run(["delete", "1", "--yes"], .none).code == 0)
        #expect(try await run(["start", "1", "--yes"], .none).code == 0)
        #expect(server.seen.count { $0.method == "DELETE" } == 2)
    }
}
