import TaskFlowOperations
import Testing

@testable import TaskFlowClient

/// Command lines, clumsy and hostile ones too.
struct ParsingTests {
    @Test func positionalsAndFlagsInAnyOrder() throws {
        let parsed = try TestTable.parse("add", "--priority", "high", "Write it", "--tag=docs", "--tag", "urgent")
        #expect(parsed.values["title"] == .text("Write it"))
        #expect(parsed.values["priority"] == .text("high"))
        #expect(parsed.values["tags"] == .list(["docs", "urgent"]))
    }

    @Test func fieldsOwnNamesAndUnderscoresWork() throws {
        let parsed = try TestTable.parse("add", "x", "--due_date", "2026-12-01", "--project-slug", "web")
        #expect(parsed.values["due_date"] == .text("2026-12-01"))
        #expect(parsed.values["project_slug"] == .text("web"))
        #expect(try TestTable.parse("add", "x", "--project", "web").values["project_slug"] == .text("web"))
    }

    @Test func doubleDashEndsFlags() throws {
        #expect(try TestTable.parse("add", "--", "--json").values["title"] == .text("--json"))
        #expect(try TestTable.parse("add", "--", "--json").options.json == false)
    }

    @Test func valuesMayLookLikeFlagsOrNumbers() throws {
        #expect(try TestTable.parse("progress", "1", "-5").values["percent"] == .text("-5"))
        #expect(try TestTable.parse("list", "--sort", "-created_at").values["sort"] == .text("-created_at"))
        #expect(try TestTable.parse("reject", "1", "--reason=--no").values["reason"] == .text("--no"))
        #expect(try TestTable.parse("add", "-").values["title"] == .text("-"))
        #expect(try TestTable.parse("add", "a=b", "--description=").values["description"] == .text(""))
    }

    @Test func truthValuesAreSwitches() throws {
        let words = ["project", "add", "web", "Web"]
        #expect(try TestTable.table.parse(words + ["--review-required"]).values["review_required"] == .flag(true))
        #expect(try TestTable.table.parse(words + ["--no-review-required"]).values["review_required"] == .flag(false))
        #expect(try TestTable.table.parse(words + ["--review-required=no"]).values["review_required"] == .text("no"))
    }

    @Test func noClearsWhatMayBeEmpty() throws {
        let parsed = try TestTable.parse("edit", "1", "--no-due", "--no-tags", "--no-assigned-to")
        #expect(parsed.values["due_date"] == .null)
        #expect(parsed.values["tags"] == .list([]))
        #expect(parsed.values["assigned_to"] == .null)
        #expect(try TestTable.parse("assign", "1", "--no-assignee").values["assignee"] == .null)
        #expect(TestTable.fault("edit", "1", "--no-title") == "Unknown flag '--no-title'. Did you mean '--title'?")
    }

    @Test func sharedWordsAreToldApartByWhatFollows() throws {
        #expect(try TestTable.parse("audit").command.spec.name == "list_audit")
        #expect(try TestTable.parse("audit", "7").command.spec.name == "task_audit")
        #expect(try TestTable.parse("audit", "--actor", "@claude").command.spec.name == "list_audit")
        #expect(TestTable.fault("audit", "7", "8")?.hasPrefix("Unexpected argument '8'") == true)
    }

    @Test func commonFlagsMayStandAnywhere() throws {
        #expect(try TestTable.parse("--json", "list").options.json)
        let parsed = try TestTable.parse("--data-dir", "/d", "project", "list", "--json")
        var options = ClientOptions()
        (options.json, options.dataDirectory) = (true, "/d")
        #expect(parsed.options == options)
        #expect(parsed.command.spec.name == "list_projects")
    }

    @Test(arguments: [
        (["add"], "Missing argument TITLE"),
        (["start", ""], "Missing argument ID"),
        (["reject", "1"], "Missing --reason REASON"),
        (["add", "Write", "it"], "Unexpected argument 'it' (values with spaces need quotes)"),
        (["add", "x", "--priority"], "--priority needs a value (--priority=… if the value begins with a dash)"),
        (["add", "x", "--due", "--json"], "--due needs a value (--due=… if the value begins with a dash)"),
        (["add", "x", "--prioritty", "low"], "Unknown flag '--prioritty'. Did you mean '--priority'?"),
        (["add", "x", "-z"], "Unknown flag '-z'"),
        (["list", "--json=yes"], "--json takes no value"),
        (["edit", "1", "--no-due=1"], "--no-due takes no value"),
        (["strat", "1"], "Unknown command 'strat'. Did you mean 'start'?"),
        (["lss"], "Unknown command 'lss'. Did you mean 'ls'?"),
        (["start", "1", "--csv"], "Unknown flag '--csv'"), (["show", "1", "--done"], "Unknown flag '--done'"),
        (["project", "lst"], "Unknown command 'project lst'. Did you mean 'project list'?"),
        (["project"], "Say what to do with 'project'"),
        (["frobnicate"], "Unknown command 'frobnicate'"),
        (["backup", "x"], "Unknown command 'backup'"),
    ])
    func wrongUsage(line: [String], message: String) {
        let error = #expect(throws: UsageError.self) { try TestTable.table.parse(CommandTable.arranged(line)) }
        #expect(error?.message == message)
    }

    @Test func nearestWord() {
        #expect(Suggestion.nearest(to: "comlpete", among: ["complete", "compute"]) == "complete")
        #expect(Suggestion.nearest(to: "x", among: ["add", "list"]) == nil)
        #expect(Suggestion.distance("kitten", "sitting") == 3)
    }

    @Test func everyOperationHasACommandThatParses() throws {
        for command in TestTable.table.commands {
            let line = Self.words(of: command.spec.verb.example)
            #expect(try TestTable.table.parse(line).command.words == command.words, "\(command.spec.name)")
        }
    }

    /// The words of an example, quotes resolved.
    static func words(of example: String) -> [String] {
        var words: [String] = []
        for (index, part) in example.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            if index.isMultiple(of: 2) {
                words += part.split(separator: " ").map(String.init)
            } else {
                words.append(String(part))
            }
        }
        return words
    }
}
