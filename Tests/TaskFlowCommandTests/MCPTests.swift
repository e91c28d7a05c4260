import Foundation
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// `taskflow mcp`, the built program.
@Suite(.timeLimit(.minutes(10))) struct MCPTests {
    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    @Test func `a client on standard input works with the stored key, and its calls are told apart`() async throws {
        try await program.serving { _ async throws in
            let mcp = try RunningProgram(["mcp"], program, input: Pipe())
            let hello = try JSONParser.parse(
                try await mcp.ask(
                    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#
                ).utf8)
            #expect(hello["result"]?["protocolVersion"] == "2025-11-25")
            try mcp.write(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
            let made = try await mcp.ask(
                #"{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"create_task","arguments":{"title":"By MCP"}}}"#
            )
            #expect(try JSONParser.parse(made.utf8)["id"] == "a")
            mcp.closeInput()
            #expect(await mcp.ended() == 0)
            #expect(mcp.error.isEmpty)
            let audit = try JSONParser.parse(try await program.run("audit", "1", "--json").output.utf8)
            #expect(audit[0]?["via"] == "mcp" && audit[0]?["action"] == "created")
        }
    }

    @Test func `what is being answered at the end of the input is answered`() async throws {
        try await program.serving { _ async throws in
            let mcp = try RunningProgram(["mcp"], program, input: Pipe())
            for id in 1...20 {
                try mcp.write(
                    #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"whoami","arguments":{}}}"#)
            }
            mcp.closeInput()
            #expect(await mcp.ended() == 0)
            let ids = mcp.output.split(separator: "\n").compactMap {
                try? JSONParser.parse($0.utf8)["id"]?.integerValue
            }
            #expect(ids.sorted() == Array(1...20))
        }
    }

    @Test func `a wait that is cancelled is never answered, and one that goes on is woken`() async throws {
        try await program.serving { _ async throws in
            let mcp = try RunningProgram(["mcp"], program, input: Pipe())
            for id in 1...2 {
                try mcp.write(
                    #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"wait_for_changes","arguments":{"timeout_seconds":240},"_meta":{"progressToken":\#(id)}}}"#
                )
            }
            try await Task.sleep(for: .seconds(2))
            try mcp.write(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
            try await Task.sleep(for: .seconds(1))
            #expect(try await program.run("add", "New").code == 0)
            for _ in 0..<20_000 where !mcp.output.contains(#""id":2,"#) { try await Task.sleep(for: .milliseconds(1)) }
            mcp.closeInput()
            #expect(await mcp.ended() == 0)
            let answers = mcp.output.split(separator: "\n").compactMap { try? JSONParser.parse($0.utf8) }
                .filter { $0["method"] == nil }
            #expect(answers.map { $0["id"] } == [2])
            let events = answers.first?["result"]?["structuredContent"]?["events"]
            #expect(events?[0]?["action"] == "created")
        }
    }

    @Test func `a wait on the command line prints what happens`() async throws {
        try await program.serving { _ async throws in
            #expect(try await program.run("add", "Old").code == 0)
            let start = try JSONParser.parse(try await program.run("wait", "--timeout", "0", "--json").output.utf8)
            let cursor = try #require(start["cursor"]?.stringValue)
            #expect(try await program.run("start", "1").code == 0)
            let told = try await program.run("wait", "--after", cursor, "--task", "1", "--timeout", "20")
            #expect(told.code == 0 && told.output.contains("started"), "\(told.output)")
            let quiet = try await program.run("wait", "--kind", "approved", "--timeout", "1")
            #expect(quiet.code == 0 && quiet.output.isEmpty && quiet.error.contains("(none)"), "\(quiet)")
        }
    }

    @Test func `without a server every request is told what to do, and the end is still 0`() async throws {
        let mcp = try RunningProgram(["mcp"], program, input: Pipe())
        let answer = try JSONParser.parse(try await mcp.ask(#"{"jsonrpc":"2.0","id":9,"method":"ping"}"#).utf8)
        #expect(answer["id"] == 9)
        #expect(answer["error"]?["message"]?.stringValue?.contains("taskflow serve") == true)
        mcp.closeInput()
        #expect(await mcp.ended() == 0)
    }

    @Test func `a snippet is printed without a server`() async throws {
        let printed = try await program.run("mcp", "--print-config", "codex")
        #expect(printed.code == 0)
        #expect(printed.output.contains(#"bearer_token_env_var = "TASKFLOW_TOKEN""#))
        // It was started by its path, so a client is to do the same.
        let stdio = try await program.run("mcp", "--print-config", "codex", "--stdio")
        let command = try #require(stdio.output.firstMatch(of: /command = "(.+)"/)?.output.1)
        #expect(command.hasPrefix("/") && FileManager.default.isExecutableFile(atPath: String(command)))
        #expect(try await program.run("mcp", "--print-config", "emacs").code == 2)
        #expect(try await program.run("mcp", "--help").code == 0)
    }
}
