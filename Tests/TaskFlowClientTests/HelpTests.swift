import TaskFlowOperations
import Testing

@testable import TaskFlowClient

/// Help, made from the operations.
struct HelpTests {
    @Test func aCommandsPageSaysEverything() throws {
        let (commands, _) = try #require(TestTable.table.match(["add"]))
        let page = TableHelp(table: TestTable.table).commands(commands)
        #expect(page.contains("Usage: taskflow add TITLE [flags]"))
        #expect(page.contains("one of low, medium, high, critical"))
        #expect(page.contains("default medium"))
        #expect(page.contains("repeat it for several"))
        #expect(page.contains("--project, --project-slug PROJECT"))
        #expect(page.contains("Example:\n  taskflow add "))
    }

    @Test(arguments: [40, 80, 120])
    func `on a terminal a page goes no wider, and says the same`(width: Int) async {
        for line in [
            ["add", "--help"], ["worker", "key", "--help"], ["mcp", "--help"], ["--help"], ["project", "--help"],
        ] {
            let (wide, fitted) = (RecordedConsole(), RecordedConsole())
            for (recorded, terminal) in [(wide, Terminal.none), (fitted, .screen(width))] {
                let client = CommandLineClient(
                    operations: TestOperations.all, version: "9", console: recorded.console(terminal), environment: [:])
                #expect(await client.run(line) == 0)
            }
            let words = fitted.output.split(whereSeparator: \.isWhitespace)
            #expect(words == wide.output.split(whereSeparator: \.isWhitespace))
            let longest = words.map(\.count).max() ?? 0
            #expect(fitted.output.split(separator: "\n").allSatisfy { $0.count <= max(width, 34 + longest) })
        }
        #expect(
            HelpPage.fitted("Flags:\n  --scope SCOPE  What it may be used for, at most", to: 40)
                == "Flags:\n  --scope SCOPE  What it may be used\n                 for, at most")
    }

    @Test func `no page speaks of requests`() {
        for command in TestTable.table.commands {
            let page = CommandHelp(command: command).text
            for word in ["null clears", "null to", "may be repeated", "X-Total-Count", "a page's Link"] {
                #expect(!page.contains(word), "\(command.phrase): \(word)")
            }
            let places = ["Example:", "Usage:", "Flags:"].compactMap { page.firstRange(of: $0)?.lowerBound }
            #expect(places.count == 3 && places == places.sorted(), "\(command.phrase)")
        }
    }

    @Test func editSaysHowToClear() throws {
        let (commands, _) = try #require(TestTable.table.match(["edit"]))
        #expect(TableHelp(table: TestTable.table).commands(commands).contains("--no-due"))
    }

    @Test func theRootNamesEveryCommandOnce() {
        let page = TableHelp(table: TestTable.table).root
        for command in TestTable.table.commands where command.words.count == 1 {
            #expect(page.contains("\n  \(command.phrase) "), "\(command.phrase)")
        }
        #expect(page.contains("\n  project "))
        #expect(page.contains("\n  login "))
    }

    @Test(arguments: [
        ([], "Usage: taskflow COMMAND"), (["--help"], "Usage: taskflow COMMAND"),
        (["help", "start"], "taskflow start ID"),
        (["project", "--help"], "Usage: taskflow project COMMAND"), (["add", "--bogus", "-h"], "taskflow add TITLE"),
        (["audit", "--help"], "taskflow audit ID"), (["login", "--help"], "taskflow login"),
        (["--version"], "taskflow 9"),
    ])
    func pages(line: [String], text: String) async {
        let recorded = RecordedConsole()
        let client = CommandLineClient(
            operations: TestOperations.all, version: "9", console: recorded.console(), environment: [:])
        #expect(await client.run(line) == 0)
        #expect(recorded.output.contains(text))
        #expect(recorded.error.isEmpty)
    }
}
