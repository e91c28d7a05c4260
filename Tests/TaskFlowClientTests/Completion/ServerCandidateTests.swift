import Foundation
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// What is asked of the server while a person types, and what becomes of the answers.
struct ServerCandidateTests {
    private static let tasks =
        #"[{"id":2,"title":"Two"},{"id":1,"title":"One\n\u001b[31m"},{"id":12,"title":"Twelve"}]"#

    private func output(_ words: String..., from server: StubServer, environment: [String: String] = [:]) async throws
        -> String
    {
        let run = try await ClientRun.of(["__complete", "zsh"] + words, server, environment: environment)
        #expect(run.code == 0 && run.error.isEmpty)
        return run.output
    }

    @Test func `tasks come in the server's order, with titles made safe`() async throws {
        let server = StubServer(200, Self.tasks)
        #expect(try await output("start", "", from: server) == ":words 0\n2:Two\n1:One\\\\n\\\\u{1b}[31m\n12:Twelve\n")
        #expect(server.seen.map(\.target) == ["/api/tasks?status=pending&sort=urgency&fields=id,title&limit=100"])
        #expect(server.seen.first?.bearer == "tfl_x")
        #expect(try await output("start", "1", "12", "", from: server) == ":words 0\n2:Two\n")
        #expect(try await output("done", "2,1", from: server) == ":words 2\n2,1:One\\\\n\\\\u{1b}[31m\n2,12:Twelve\n")
    }

    @Test func `open tasks come before the finished ones`() async throws {
        let server = StubServer.replying { seen in
            .init(
                body: seen.target.contains("status=completed") ? #"[{"id":1,"title":"a"}]"# : #"[{"id":2,"title":"b"}]"#
            )
        }
        #expect(try await output("show", "", from: server) == ":words 0\n2:b\n1:a\n")
    }

    @Test func `a number further down is found, with its title`() async throws {
        let page = "[" + (100..<200).map { #"{"id":\#($0),"title":"t"}"# }.joined(separator: ",") + "]"
        let server = StubServer.replying { seen in
            switch seen.path {
            case "/mcp": .init(body: #"{"jsonrpc":"2.0","id":1,"result":{"completion":{"values":["7001","70"]}}}"#)
            case "/api/tasks": .init(body: page)
            default: .init(body: #"{"id":0,"title":"Far \#(seen.path)"}"#)
            }
        }
        #expect(
            try await output("show", "70", from: server)
                == ":words 0\n70:Far /api/tasks/70\n7001:Far /api/tasks/7001\n")
        #expect(server.count("/mcp") == 1)
    }

    @Test func `workers with and without their sign`() async throws {
        let server = StubServer(
            200, #"[{"id":"@claude","name":"Claude","type":"agent"},{"id":"@ada","name":"@ada","type":"human"}]"#)
        #expect(try await output("assign", "1", "", from: server) == ":words 0\nme:you\n@claude:Claude\n@ada:human\n")
        #expect(try await output("assign", "1", "@c", from: server) == ":words 0\n@claude:Claude\n")
        #expect(try await output("assign", "1", "c", from: server) == ":words 0\nclaude:Claude\n")
    }

    @Test func `tags, the most frequent first`() async throws {
        let server = StubServer(200, #"[{"tags":["b","a:c"]},{"tags":["b"]},{"tags":["a"]}]"#)
        #expect(try await output("list", "--tag", "", from: server) == ":words 0\nb\na\na\\:c\n")
        #expect(try await output("list", "--tag=a", from: server) == ":words 6\n--tag=a\n--tag=a\\:c\n")
    }

    @Test func `what the line says is asked about`() async throws {
        let server = StubServer(200, #"{"options":["Red","Dark red"]}"#)
        #expect(try await output("answer", "3/x", "--choice", "", from: server) == ":words 0\nRed\nDark red\n")
        #expect(server.seen.map(\.path) == ["/api/questions/3%2Fx"])
    }

    @Test func `files are the shell's business`() async throws {
        let server = StubServer()
        #expect(try await output("plan", "", from: server) == ":files 0\n")
        #expect(try await output("add", "x", "--description=@no", from: server) == ":files 15\n")
        #expect(try await output("list", "--data-dir", "", from: server) == ":folders 0\n")
        #expect(try await output("comment", "1", "@@no", from: server) == ":words 0\n")
        #expect(server.seen.isEmpty)
    }

    @Test(arguments: [
        (401, "{}"), (403, "{}"), (429, "{}"), (500, "oops"), (200, "oops"), (200, "{}"), (200, "[1,null]"),
    ])
    func `a server that refuses is no matter`(status: Int, body: String) async throws {
        #expect(try await output("show", "", from: StubServer(status, body)) == ":words 0\n")
    }

    @Test func `a server that is silent is not waited for`() async throws {
        let server = StubServer { _ in
            try await Task.sleep(for: .seconds(30))
            throw CancellationError()
        }
        let start = ContinuousClock.now
        #expect(try await output("show", "", from: server) == ":words 0\n")
        #expect(ContinuousClock.now - start < .seconds(25))
    }

    @Test func `a key goes to its own server alone, and one to be renewed is left alone`() async throws {
        let folder = try TemporaryDirectory()
        let file = folder.path("login")
        let others = #"{"url":"https://tasks.example","token":"tfl_secret"}"#
        let old =
            #"{"url":"http://127.0.0.1:1","token":"t","expires_at":"2020-01-01T00:00:00Z","renewal":{"kind":"session","#
            + #""token_url":"http://127.0.0.1:1/t","sign_out_url":null,"secret":"s","client_id":"c"}}"#
        for stored in [others, old] {
            try Data(stored.utf8).write(to: URL(fileURLWithPath: file))
            let server = StubServer(200, Self.tasks)
            let environment = ["TASKFLOW_TOKEN": "", "TASKFLOW_DATA": folder.url.path]
            #expect(try await output("show", "", from: server, environment: environment) == ":words 0\n")
            #expect(server.seen.isEmpty)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == stored)
        }
    }

    @Test func `a repository says which server is asked, and gets no key that is for another`() async throws {
        let folder = try TemporaryDirectory()
        try Data(#"{"url":"http://127.0.0.1:1","token":"tfl_secret"}"#.utf8)
            .write(to: URL(fileURLWithPath: folder.path("login")))
        let environment = ["TASKFLOW_DATA": folder.url.path]
        let hostile = environment.merging([ClientSettings.fileServer: "https://evil.example"]) { $1 }
        #expect(CompletionCalls(try ClientSettings(ClientOptions(), environment: hostile)) == nil)
        #expect(CompletionCalls(try ClientSettings(ClientOptions(), environment: environment)) != nil)
        let server = StubServer(200, Self.tasks)
        let output = try await server.run { address in
            try Data("server = \(address)\n".utf8).write(to: URL(fileURLWithPath: folder.path(".taskflow")))
            try Data(#"{"url":"\#(address)","token":"tfl_secret"}"#.utf8)
                .write(to: URL(fileURLWithPath: folder.path("login")))
            let console = RecordedConsole()
            let client = CommandLineClient(
                operations: TestOperations.all, version: "0", console: console.console(), environment: environment,
                folder: folder.url.path)
            #expect(await client.run(["__complete", "fish", "start", "12"]) == 0)
            return console.output
        }
        #expect(output == ":words 0\n12\tTwelve\n" && server.seen.first?.bearer == "tfl_secret")
    }

    @Test func `a repository's file that makes no sense is quiet`() async throws {
        let folder = try TemporaryDirectory()
        try Data("bogus\n\u{1B}".utf8).write(to: URL(fileURLWithPath: folder.path(".taskflow")))
        let console = RecordedConsole()
        let client = CommandLineClient(
            operations: TestOperations.all, version: "0", console: console.console(),
            environment: ["TASKFLOW_DATA": folder.url.path], folder: folder.url.path)
        #expect(await client.run(["__complete", "fish", "completion", "z"]) == 0)
        #expect(console.output == ":words 0\nzsh\n" && console.error.isEmpty)
    }

    @Test(arguments: [
        [], ["ksh", "x"], ["bash"], ["bash", "a"], ["zsh"], ["fish", ""], ["bash", "taskflow 'a \\", "", "", "x"],
    ])
    func `a call that makes no sense is quiet`(arguments: [String]) async throws {
        let run = try await ClientRun.of(["__complete"] + arguments, StubServer())
        #expect(run.code == 0 && run.error.isEmpty)
    }
}
