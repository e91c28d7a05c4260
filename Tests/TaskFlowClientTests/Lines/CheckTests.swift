import TaskFlowOperations
import Testing

@testable import TaskFlowClient

/// What the schema rules out is wrong usage, and nothing is sent.
struct CheckTests {
    private func fault(_ line: String...) -> String? {
        do throws(UsageError) {
            let typed = try TestTable.table.parse(CommandTable.arranged(line))
            try InputCheck.check(DefaultArguments.completed(WordArguments(now: 1_800_000_000).completed(typed)))
            return nil
        } catch {
            return error.message
        }
    }

    @Test(arguments: [
        (
            ["list", "--priority", "hihg"],
            "--priority: 'hihg': should be 'low', 'medium', 'high' or 'critical'. Did you mean 'high'?"
        ),
        (
            ["list", "-s", "done"],
            "--status: 'done': should be 'pending', 'in_progress', 'review', 'completed' or 'blocked'"
        ),
        (["add", ""], "TITLE: '': should have at least 1 character"),
        (["list", "--limit", "x"], "--limit: 'x': should be a valid integer, unable to parse string as an integer"),
    ])
    func faults(line: [String], message: String) throws {
        let typed = try TestTable.table.parse(line)
        let error = #expect(throws: UsageError.self) { try InputCheck.check(typed) }
        #expect(error?.message == message)
    }

    @Test func `what is right is no fault`() {
        #expect(fault("add", "x", "--due", "tomorrow", "-p", "web", "--tag", "a") == nil)
        #expect(fault("progress", "1", "40") == nil)
        #expect(fault("progress", "1", "140")?.hasPrefix("PERCENT: ") == true)
        #expect(fault("start", "abc")?.hasPrefix("ID: 'abc': ") == true)
        #expect(fault("add", "x", "--due", "never")?.hasPrefix("--due: 'never' is no date. Write today, ") == true)
        #expect(fault("audit", "--limit", "0")?.hasPrefix("--limit: ") == true)
        #expect(fault("add", "x", "--tag", "Not A Tag!")?.hasPrefix("--tag: ") == true)
    }

    @Test func `every example passes its own schema`() throws {
        for command in TestTable.table.commands where command.file == nil {
            let line = ParsingTests.words(of: command.spec.verb.example)
            let typed = try TestTable.table.parse(line)
            try InputCheck.check(WordArguments(now: 1_800_000_000).completed(typed))
        }
    }
}
