import TaskFlowOperations
import Testing

@testable import TaskFlowClient

/// What a line that is being typed asks for.
struct ReadingTests {
    private func wish(_ words: String..., begun: String = "") -> CompletionWish {
        CompletionReading(table: TestTable.table).wish(words, begun: begun)
    }

    private func words(_ wish: CompletionWish) -> [String] { wish.words.map(\.value) }

    @Test func `a line begins with commands, aliases and groups`() {
        let found = words(wish())
        for word in ["add", "list", "done", "mine", "project", "login", "completion", "comment"] {
            #expect(found.count { $0 == word } == 1, "\(word)")
        }
        #expect(words(wish("project")).contains("member-add"))
        #expect(words(wish("help", "worker")).contains("key"))
        #expect(words(wish("help")).contains("exit-codes") && !words(wish("help", "worker")).contains("exit-codes"))
        #expect(words(wish("--json")).contains("list"))
        #expect(words(wish("frobnicate")).isEmpty && wish("frobnicate").source == .nothing)
        #expect(words(wish("completion")).isEmpty && wish("completion").source == .choices(["bash", "zsh", "fish"]))
    }

    @Test(
        arguments: [
            (["start"], .tasks([["pending"]])), (["done"], .tasks([["in_progress", "review"]])),
            (["done", "3"], .tasks([["in_progress", "review"]])), (["show"], CompletionSource.anyTask),
            (["audit"], .anyTask), (["start", "1"], .tasks([["pending"]])), (["progress", "1"], .nothing),
            (["need", "1"], .anyTask), (["unneed", "1"], .needs), (["assign", "1"], .workers),
            (["project", "show"], .projects), (["project", "add"], .nothing), (["worker", "add"], .nothing),
            (["worker", "show"], .workers), (["project", "member-remove", "web"], .members), (["answer"], .questions),
            (["inbox", "done"], .inboxItems), (["worker", "key-revoke", "@a"], .keys), (["unlink", "1"], .links),
            (["plan"], .files), (["comment", "1"], .text), (["add"], .nothing), (["list"], .nothing),
            (["list", "--tag"], .tags), (["add", "x", "-p"], .projects), (["add", "x", "--assign"], .workers),
            (["list", "--priority"], .choices(["low", "medium", "high", "critical"])), (["add", "x", "--due"], .dates),
            (["add", "x", "--need"], .anyTask), (["add", "x", "--parent"], .anyTask), (["add", "x", "-m"], .text),
            (["worker", "add", "@a", "--capability"], .capabilities), (["answer", "1", "--choice"], .options),
            (["list", "--data-dir"], .folders), (["--data-dir"], .folders), (["list", "--limit"], .nothing),
            (["watch", "--project"], .projects),
            (["mcp", "--print-config"], .choices(["claude", "codex", "cursor", "vscode"])),
            (["show", "--", "1"], .anyTask), (["--json", "show"], .anyTask), (["import"], .files),
            (
                ["import", "x", "--from"],
                .choices([
                    "beads", "taskmaster", "backlog", "github", "taskwarrior", "todotxt", "todoist", "trello", "linear",
                    "jira", "vikunja", "csv",
                ])
            ),
            (["import", "x.csv", "--date-order"], .choices(["dmy", "mdy", "ymd"])), (["mcp", "--as"], .workers),
            (["mcp", "--install"], .choices(["claude", "codex", "cursor", "vscode"])),
            (["init", "--project"], .projects),
        ] as [([String], CompletionSource)])
    func sources(words: [String], source: CompletionSource) {
        #expect(CompletionReading(table: TestTable.table).wish(words, begun: "").source == source)
    }

    @Test func `every flag that takes a few values knows them`() {
        for command in TestTable.table.commands {
            for field in command.flagged where !field.choices.isEmpty {
                for flag in field.flags {
                    let wish = CompletionReading(table: TestTable.table).wish(command.words + [flag], begun: "")
                    #expect(wish.source == .choices(field.choices), "\(command.phrase) \(flag)")
                }
            }
        }
    }

    @Test func `what watch tells of is what wait tells of`() {
        let (watch, wait) = (wish("watch", "--kind"), wish("wait", "--kind"))
        #expect(watch.source == wait.source && watch.source != .nothing)
    }

    @Test func `a flag is offered once, unless it makes a list`() {
        let flags = words(wish("add", "x", "--priority", "high", "--tag", "a", begun: "-"))
        #expect(!flags.contains("--priority") && flags.contains("--tag") && flags.contains("--due"))
        #expect(!flags.contains { $0.hasPrefix("--no-") })
        #expect(words(wish("edit", "1", begun: "--no")).contains("--no-due"))
        #expect(words(wish("show", "--", begun: "-")).isEmpty)
    }

    @Test func `what stands before the value stays`() {
        let attached = wish("list", begun: "--project=we")
        #expect(attached.source == .projects && attached.start == "--project=" && attached.begun == "we")
        let columns = wish("list", "--columns", begun: "id,ti")
        #expect(columns.start == "id," && columns.begun == "ti" && columns.taken == ["id"])
        let tasks = wish("done", "1", begun: "2,3")
        #expect(tasks.start == "2," && tasks.begun == "3" && tasks.taken == ["1", "2"])
        #expect(wish("list", begun: "--bogus=").source == .nothing)
        #expect(wish("list", "--data-dir", "here", "--tag").dataDirectory == "here")
    }
}
