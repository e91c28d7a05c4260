import Testing

@testable import TaskFlowImporters

/// What a file is shows in what it holds.
struct RecognitionTests {
    @Test(arguments: [
        ("beads.jsonl", ImportFormat.beads), ("taskmaster-tagged.json", .taskmaster),
        ("taskmaster-untagged.json", .taskmaster),
        ("backlogmd", .backlog), ("github-issues.json", .github), ("taskwarrior.json", .taskwarrior),
        ("todoist.csv", .todoist),
        ("trello.json", .trello), ("linear.csv", .linear), ("jira.csv", .jira), ("vikunja", .vikunja),
    ])
    func byContentWhateverItsName(_ name: String, _ format: ImportFormat) throws {
        let file = try Sample.file(name)
        let nameless = ImportSourceFile(name: "x", bytes: file.bytes, members: file.members)
        #expect(try Recognition.format(of: nameless) == format)
    }

    @Test func someOnlyByNameOrWord() throws {
        #expect(try Read.file("Buy milk", as: "todo.txt").format == .todotxt)
        #expect(try Read.file("[x] Buy milk", as: "todo.txt").format == .todotxt)
        #expect(try Read.file("title\nBuy milk", as: "list.csv").format == .csv)
        #expect(try Read.file("ID,Title,Status\nA-1,Buy milk,Done", as: "linear.csv").format == .linear)
        #expect(try Read.file("title\nBuy milk", .csv).format == .csv)
        let asked =
            "Cannot tell what file is: say --from beads|taskmaster|backlog|github|taskwarrior|todotxt|todoist|trello|linear|jira|vikunja|csv"
        #expect(Read.fault("Buy milk") == asked && Read.fault("{}") == asked)
    }

    @Test func theWordGoesBeforeTheContent() throws {
        #expect(try Read.file("TYPE,CONTENT,title\ntask,A,B", .csv).projects[0].tasks.map(\.title) == ["B"])
    }

    @Test func oneCardOfTrelloIsNoBoard() {
        let text = #"{"id":"c1","idBoard":"b1","idList":"l1","name":"A"}"#
        #expect(Read.fault(text) == "file is one card of Trello: export the board, by its menu")
        #expect(Read.fault(text, .trello) == "file is one card of Trello: export the board, by its menu")
    }

    @Test func aDatabaseIsNoListOfTasks() {
        let text = #"{"taskflow_export":1,"schema":1,"tables":{},"counters":{}}"# + "\n{}"
        let said = "file is a whole database of TaskFlow: use taskflow database import FILE"
        #expect(Read.fault(text) == said && Read.fault(text, .beads) == said)
    }

    @Test func theColumnsMayStandInAnyOrder() throws {
        #expect(try Read.file("CONTENT,INDENT,TYPE\nA,1,task").format == .todoist)
        #expect(try Read.file("Issue key\tSummary\nA-1\tB").format == .jira)
        #expect(try Read.file("Title,UUID,ID\nB,0,A-1").format == .linear)
    }

    @Test func aFolderWithoutTasksIsTold() {
        let file = ImportSourceFile(name: "src", members: [("a.json", [])])
        #expect(throws: ImportFault.self) { _ = try ImportReader.read(file, ImportWishes()) }
        #expect(throws: ImportFault.self) { _ = try ImportReader.read(ImportSourceFile(name: "src"), ImportWishes()) }
    }
}
