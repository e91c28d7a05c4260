import Foundation
import TaskFlowSchema
import Testing

@testable import TaskFlowClient

struct SetupTests {
    @Test(arguments: MCPSetup.allCases)
    func `a snippet names the server and never a key`(setup: MCPSetup) async throws {
        let console = RecordedConsole()
        let environment = [
            "TASKFLOW_URL": "https://tasks.example", "TASKFLOW_TOKEN": "tfl_secret", "TASKFLOW_DATA": "/nowhere",
        ]
        let client = CommandLineClient(
            operations: [], version: "1", console: console.console(), environment: environment)
        #expect(await client.run(["mcp", "--print-config", setup.rawValue]) == 0)
        #expect(console.output.contains("https://tasks.example/mcp"))
        #expect(!(console.output + console.error).contains("tfl_secret"))
        #expect((console.output + console.error).contains("TASKFLOW_TOKEN") || setup == .vscode)
        #expect(console.error.contains("token create --worker @\(setup.rawValue)\n"))
    }

    @Test(arguments: [MCPSetup.claude, .cursor, .vscode])
    func `both snippets of JSON are JSON`(setup: MCPSetup) throws {
        let snippets = [false, true].map { setup.snippet("http://127.0.0.1:8000", overStdio: $0) }
        let group = setup == .vscode ? "servers" : "mcpServers"
        let http = try JSONParser.parse(snippets[0].utf8)
        let stdio = try JSONParser.parse(snippets[1].utf8)
        #expect(http[group]?["taskflow"]?["url"] == "http://127.0.0.1:8000/mcp")
        #expect(http[group]?["taskflow"]?["headers"]?["Authorization"]?.stringValue?.hasPrefix("Bearer ${") == true)
        #expect(stdio[group]?["taskflow"]?["command"] == "taskflow")
        #expect(stdio[group]?["taskflow"]?["args"] == ["mcp"])
        #expect(stdio[group]?["taskflow"]?["env"]?["TASKFLOW_URL"] == "http://127.0.0.1:8000")
    }

    @Test(arguments: MCPSetup.allCases)
    func `a program that is not on the PATH is named by its path`(setup: MCPSetup) {
        let program = #"/home/a "b"/taskflow"#
        let snippet = setup.snippet("http://127.0.0.1:8000", program: program, overStdio: true)
        #expect(snippet.contains(#""/home/a \"b\"/taskflow""#))
        let words = setup.words(program: program, overStdio: true)
        #expect(words.contains(#"/home/a "b"/taskflow token create --worker @\#(setup.rawValue)"#))
    }

    @Test(arguments: [["--print-config"], ["--print-config", "emacs"], ["now"], ["--json"], ["--stdio"]])
    func `wrong usage is told`(line: [String]) async {
        let console = RecordedConsole()
        let client = CommandLineClient(operations: [], version: "1", console: console.console(), environment: [:])
        #expect(await client.run(["mcp"] + line) == 2)
        #expect(console.output.isEmpty && console.error.contains("taskflow mcp --help"))
    }
}
