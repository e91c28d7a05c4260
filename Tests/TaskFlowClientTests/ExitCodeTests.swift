import HTTPTypes
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// Exit codes and messages, against a server on a real socket.
struct ExitCodeTests {
    @Test func successPrintsTheAnswer() async throws {
        let server = StubServer(200, #"[{"id":1,"title":"a","status":"pending"}]"#)
        let (code, console) = try await run(["list"], server)
        #expect(code == 0)
        #expect(console.output.hasPrefix("ID  STATUS"))
        #expect(console.error.isEmpty)
        let request = try #require(server.seen.first)
        #expect(request.headers[.authorization] == "Bearer tfl_x")
        #expect(request.headers[try #require(HTTPField.Name("x-taskflow-client"))] == "cli")
    }

    @Test func jsonIsPrintedByteForByte() async throws {
        let body = #"[ {"id":1,  "title":"\u00e4\u001b"} ]"#
        let (code, console) = try await run(["list", "--json"], StubServer(200, body))
        #expect(code == 0)
        #expect(console.output == body + "\n")
    }

    @Test func theRestOfAListIsToldOnStandardError() async throws {
        let link: HTTPFields = [try #require(HTTPField.Name("link")): #"</api/tasks?cursor=abc>; rel="next""#]
        let server = StubServer(200, #"[{"id":1}]"#, headers: link)
        #expect(try await run(["list", "--limit", "1"], server).console.error == "… more: --cursor abc\n")
        #expect(try await run(["list", "--limit", "1", "--json"], server).console.error.isEmpty)
        #expect(try await run(["list"], StubServer()).console.error == "(none)\n")
    }

    @Test(arguments: [
        (
            400, #"{"error":"Cannot start task with status 'blocked'","status_code":400}"#,
            "Cannot start task with status 'blocked'"
        ),
        (
            422,
            #"{"detail":[{"loc":["body","title"],"msg":"String should have at most 200 characters"},{"loc":["body","tags",0],"msg":"No"}]}"#,
            "title: String should have at most 200 characters; tags.0: No"
        ),
        (500, "<html>", "The server answered with status 500"), (404, #"{"error":"a\nb\u001b"}"#, "a\\nb\\u{1b}"),
        (302, "", "The server answered with status 302"),
    ])
    func refusalsAreOneLine(status: Int, body: String, line: String) async throws {
        let (code, console) = try await run(["start", "1"], StubServer(status, body))
        #expect(code == 1)
        #expect(console.error == line + "\n")
        #expect(console.output.isEmpty)
    }

    @Test func wrongUsageAsksNobody() async throws {
        let server = StubServer()
        #expect(try await run(["start"], server).code == 2)
        #expect(server.seen.isEmpty)
    }

    @Test func anAbsentServerIsTold() async throws {
        let address = try await StubServer().run { $0 }
        let (code, console) = try await run(["list"], at: address)
        #expect(code == 3)
        #expect(
            console.error
                == "Cannot reach \(address) (connection refused). Is it running? Start it with `taskflow serve`\n")
    }

    @Test func whoIsNotSignedInIsTold() async throws {
        let rejected = try await run(["list"], StubServer(401, #"{"error":"Invalid or expired credential"}"#))
        #expect(rejected.code == 4)
        #expect(rejected.console.error.contains("does not accept TASKFLOW_TOKEN (Invalid or expired credential)"))
        let folder = try TemporaryDirectory()
        let without = try await run(
            ["list"], at: "http://127.0.0.1:9", ["TASKFLOW_TOKEN": "", "TASKFLOW_DATA": folder.path("d")])
        #expect(without.code == 4)
        #expect(without.console.error.hasPrefix("Not signed in: no key in "))
    }

    @Test func addressesAreChecked() async throws {
        let (code, console) = try await run(["list"], at: "ftp://x")
        #expect(code == 2)
        #expect(console.error == "TASKFLOW_URL: 'ftp://x' is not an address like http://127.0.0.1:8000\n")
    }

    private func run(
        _ line: [String], _ server: StubServer, _ terminal: Terminal = .none, answer: String? = nil
    ) async throws -> (code: Int32, console: RecordedConsole) {
        try await server.run { address in try await self.run(line, at: address, terminal: terminal, answer: answer) }
    }

    private func run(
        _ line: [String], at address: String, _ more: [String: String] = [:], terminal: Terminal = .none,
        answer: String? = nil
    ) async throws -> (code: Int32, console: RecordedConsole) {
        let console = RecordedConsole()
        let environment = ["TASKFLOW_URL": address, "TASKFLOW_TOKEN": "tfl_x"].merging(more) { _, new in new }
        let client = CommandLineClient(
            operations: TestOperations.all, version: "0", console: console.console(terminal, answer: answer),
            environment: environment)
        return (await client.run(line), console)
    }
}
