import TaskFlowOperations
import Testing

@testable import TaskFlowClient

/// What people may write instead of the API's own words.
struct NamesTests {
    private func parsed(_ line: String...) throws -> Invocation {
        let typed = try TestTable.table.parse(CommandTable.arranged(line))
        return try DefaultArguments.completed(WordArguments(now: 1_800_000_000).completed(typed))
    }

    @Test(arguments: [
        (["ls"], "list_tasks"), (["new", "x"], "create_task"), (["done", "1"], "complete_task"),
        (["close", "1"], "complete_task"),
        (["claim", "1"], "start_task"), (["rm", "1"], "delete_task"), (["mine"], "list_tasks"),
        (["ready"], "list_tasks"),
        (["search", "a", "b"], "list_tasks"), (["--json", "ls"], "list_tasks"),
    ])
    func aliases(line: [String], operation: String) throws {
        #expect(try TestTable.table.parse(CommandTable.arranged(line)).command.spec.name == operation)
    }

    @Test func `an alias says what it stands for`() throws {
        #expect(try parsed("mine").values["assigned_to"] == .text("me"))
        #expect(try parsed("ready", "-p", "web").values["ready"] == .flag(true))
        let search = try parsed("search", "the", "figures", "-s=review")
        #expect(search.values["q"] == .text("the figures"))
        for alias in Alias.words { #expect(TestTable.table.match([alias]) == nil, "\(alias) is a verb of its own") }
    }

    @Test func `a worker's sign may be left out`() throws {
        #expect(try parsed("assign", "1", "claude").values["assignee"] == .text("@claude"))
        #expect(try parsed("assign", "1", "@claude").values["assignee"] == .text("@claude"))
        #expect(try parsed("assign", "1", "me").values["assignee"] == .text("me"))
        #expect(try parsed("list", "--assigned", "ada").values["assigned_to"] == .text("@ada"))
        #expect(try parsed("worker", "show", "ada").values["id"] == .text("@ada"))
        for id in ["k3J9xyQb", "0b9d6a52-5f6e-4b8e-9d0a-1c2d3e4f5a6b", "system", "Ada", "a b"] {
            #expect(try parsed("worker", "show", id).values["id"] == .text(id))
        }
    }

    @Test func `short flags are there where the field is`() throws {
        let added = try parsed("add", "x", "-p", "web", "-m", "More about it")
        #expect(added.values["project_slug"] == .text("web") && added.values["description"] == .text("More about it"))
        #expect(try parsed("list", "-s", "pending,review").values["status"] == .list(["pending", "review"]))
        for (line, field) in [
            (["reject", "1"], "reason"), (["progress", "1", "5"], "note"), (["ask", "1"], "prompt"),
            (["comment", "1"], "text"),
            (["answer", "1"], "text"), (["submit", "1"], "note"), (["edit", "1"], "description"),
        ] {
            #expect(try TestTable.table.parse(line + ["-m", "T"]).values[field] == .text("T"), "\(line)")
        }
        #expect(TestTable.fault("start", "1", "-p", "web") == "Unknown flag '-p'")
        #expect(try parsed("list", "--q", "text").values["q"] == .text("text"))
        #expect(try parsed("list", "-q").options.isQuiet)
    }

    @Test func `an approval is answered in a word, and options make a choice`() throws {
        #expect(try parsed("answer", "1", "--approve").values["approved"] == .flag(true))
        #expect(try parsed("answer", "1", "--reject", "-m", "Too early").values["approved"] == .flag(false))
        #expect(TestTable.fault("answer", "1", "--approve=yes") == "--approve takes no value")
        #expect(TestTable.fault("ask", "1", "x", "--approve")?.hasPrefix("Unknown flag '--approve'") == true)
        #expect(try parsed("ask", "1", "Which?", "--option", "a", "--option", "b").values["kind"] == .text("choice"))
        #expect(try parsed("ask", "1", "Why?").values["kind"] == nil)
    }

    @Test func `a list is of open tasks, the most urgent first`() throws {
        let open = ArgumentValue.list(["pending", "in_progress", "review", "blocked"])
        #expect(try parsed("list").values["status"] == open)
        #expect(try parsed("list").values["sort"] == .text("urgency"))
        #expect(try parsed("list", "--all").values["status"] == nil)
        #expect(try parsed("ls", "--done").values["status"] == .list(["completed"]))
        #expect(try parsed("ls", "--done").values["sort"] == .text("-completed_at"))
        #expect(try parsed("list", "--sort", "title").values["sort"] == .text("title"))
        #expect(throws: UsageError.self) { try parsed("list", "--done", "--status", "review") }
        #expect(try parsed("board").values["status"] == nil)
    }

    @Test func `several tasks at once`() throws {
        #expect(try parsed("done", "3", "5", "8-11").tasks == ["3", "5", "8", "9", "10", "11"])
        #expect(try parsed("done", "#3,4", "4").tasks == ["3", "4"])
        #expect(try parsed("edit", "1-3", "--priority", "high").tasks == ["1", "2", "3"])
        #expect(try parsed("done", "x").tasks == ["x"])
        #expect(TestTable.fault("done", "11-8") == "'11-8' runs backwards")
        #expect(TestTable.fault("done", "1-9999999") == "'1-9999999' is more than 1000 tasks")
        #expect(
            TestTable.fault("done", "0-9223372036854775807") == "'0-9223372036854775807' is more than 1000 tasks")
        #expect(TestTable.fault("done", "1-800", "900-1400") == "Name at most 1000 tasks at once")
        #expect(TestTable.fault("done", "1-99999999999999999999") == nil)
        #expect(TestTable.fault("done") == "Missing argument ID")
        #expect(TestTable.fault("done", ",") == "Missing argument ID")
        #expect(TestTable.fault("progress", "1", "2", "3")?.hasPrefix("Unexpected argument '3'") == true)
    }
}
