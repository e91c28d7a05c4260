import Foundation
import Testing

@testable import TaskFlowImporters

/// Each format on a sample of it.
struct SampleTests {
    private func read(_ name: String, _ adjust: (inout ImportWishes) -> Void = { _ in }) throws -> ForeignFile {
        var wishes = ImportWishes()
        adjust(&wishes)
        return try ImportReader.read(try Sample.file(name), wishes)
    }

    private func tasks(_ name: String, _ adjust: (inout ImportWishes) -> Void = { _ in }) throws -> [ForeignTask] {
        try read(name, adjust).projects.flatMap(\.tasks)
    }

    @Test func beads() throws {
        let file = try read("beads.jsonl")
        let tasks = file.projects[0].tasks
        #expect(file.format == .beads && file.projects.map(\.name) == ["sea"])
        #expect(tasks.map(\.id) == ["sea-a1", "sea-a1.1", "sea-a1.2"])
        #expect(tasks[0].tags == ["survey", "area:north", "epic"] && tasks[0].priority == "high")
        #expect(tasks[1].priority == "critical" && tasks[1].status == .completed && tasks[1].parent == "sea-a1")
        #expect(tasks[1].created == "2026-03-01T07:15:09.123Z", "an offset and nine decimals")
        #expect(tasks[1].assignee == "crew/otto" && tasks[1].description.hasSuffix("## Why it was closed\n\nDone"))
        #expect(tasks[2].status == .inProgress && tasks[2].needs == ["sea-a1.1"] && tasks[2].priority == "low")
        #expect(
            tasks[2].comments == [.init(author: "otto", text: "Fog until noon", created: "2026-03-01T11:00:00.000Z")])
        #expect(file.notes.contains { $0.contains("discovered-from") })
    }

    @Test func taskMaster() throws {
        let file = try read("taskmaster-tagged.json")
        #expect(file.projects.map(\.name) == ["master", "island"])
        let tasks = file.projects[0].tasks
        #expect(tasks.map(\.id) == ["master:1", "master:1.1", "master:1.2", "master:2"])
        #expect(
            tasks[0].description
                == "Big enough for three\n\n## Details\n\nUse the long poles.\n\n## Test strategy\n\nIt floats.")
        #expect(tasks[2].needs == ["master:1.1"] && tasks[2].status == .review && tasks[2].priority == "high")
        #expect(tasks[2].parent == "master:1")
        #expect(tasks[3].needs == ["master:1", "master:9"] && tasks[3].status == .inProgress)
        #expect(file.projects[1].tasks[0].status == .pending)
        #expect(try read("taskmaster-untagged.json").projects[0].tasks[0].title == "Pack food")
    }

    @Test func backlogMd() throws {
        let file = try read("backlogmd")
        #expect(file.format == .backlog && file.projects.map(\.name) == ["Garden"])
        let tasks = file.projects[0].tasks
        #expect(tasks.map(\.id) == ["11", "12.1"])
        #expect(tasks[0].assignee == "@mira" && tasks[0].tags == ["tools", "shared-things"])
        #expect(tasks[0].created == "2026-01-04T00:00:00.000Z")
        #expect(
            tasks[1].title == "Garden: prune the lower branches" && tasks[1].needs == ["11"] && tasks[1].parent == "12")
        #expect(tasks[1].status == .inProgress && tasks[1].priority == "high" && tasks[1].assignee == "@mira")
        #expect(tasks[1].description.contains("- [x] #1 Ladder is safe") && !tasks[1].description.contains("<!--"))
    }

    @Test func gitHub() throws {
        let file = try read("github-issues.json")
        let tasks = file.projects[0].tasks
        #expect(file.projects[0].name == "kite" && tasks.map(\.id) == ["kites/kite#7", "kites/kite#5"])
        #expect(tasks[0].tags == ["good-first-issue", "spring"] && tasks[0].due == "2026-05-01T00:00:00.000Z")
        #expect(tasks[0].assignee == "finch" && tasks[0].description == "Steps:\n1. Fly\n2. Turn\n\nBlocked by #5")
        #expect(tasks[0].comments.map(\.author) == ["finch"])
        #expect(tasks[0].links[0].url == "https://github.example/kites/kite/issues/7")
        #expect(tasks[1].isDropped && tasks[1].status == .completed)
    }

    @Test func taskwarrior() throws {
        let tasks = try tasks("taskwarrior.json")
        #expect(tasks.map(\.title) == ["Mend the net", "Buy twine", "Sell the anchor"])
        #expect(tasks[0].tags == ["harbour", "next", "boat.gear"] && tasks[0].priority == "high")
        #expect(
            tasks[0].needs == ["22222222-2222-4222-8222-222222222222"] && tasks[0].due == "2026-02-01T00:00:00.000Z")
        #expect(tasks[0].comments[0].text == "Needs thick twine" && tasks[0].description.contains("- estimate: 30"))
        #expect(tasks[1].completed == "2026-01-12T10:00:00.000Z")
        #expect(tasks[2].isDropped && tasks[2].needs.count == 2)
    }

    @Test func todoTxt() throws {
        let file = try read("todo.txt")
        let tasks = file.projects[0].tasks
        #expect(file.format == .todotxt)
        #expect(
            tasks.map(\.title) == [
                "Call the baker", "(b) lower case is no priority", "Write invitations rec:+1w", "Hire a fiddler",
                "done without dates", "X capital is not done", "See http://example.org/a:b and ratio 3:4",
            ])
        #expect(tasks[0].priority == "critical" && tasks[0].due == "2026-02-10T00:00:00.000Z")
        #expect(tasks[0].tags == ["feast", "phone"] && tasks[2].notBefore == "2026-02-05T00:00:00.000Z")
        #expect(tasks[3].status == .completed && tasks[3].completed == "2026-02-03T00:00:00.000Z")
        #expect(tasks[3].created == "2026-02-01T00:00:00.000Z" && tasks[3].priority == "high")
        #expect(tasks[4].status == .completed && tasks[5].status == .pending)
        #expect(Set(tasks.map(\.id)).count == tasks.count)
    }

    @Test func todoist() throws {
        let tasks = try tasks("todoist.csv")
        #expect(tasks.map(\.title) == ["Bake bread", "Buy yeast", "Clean the oven"])
        #expect(tasks[0].priority == "critical" && tasks[0].tags == ["oven", "weekend", "kitchen"])
        #expect(tasks[0].due == "2026-03-10T00:00:00.000Z" && tasks[0].assignee == "Olaf")
        #expect(tasks[1].parent == tasks[0].id && tasks[1].description == "## When\n\nevery Friday")
        #expect(tasks[1].comments[0].text == "First line\nsecond line" && tasks[1].comments[0].author == "Lena")
        #expect(tasks[2].parent == nil)
    }

    @Test func trello() throws {
        let file = try read("trello.json")
        let tasks = file.projects[0].tasks
        #expect(file.projects[0].name == "Workshop" && tasks.map(\.id) == ["c1", "c2"])
        #expect(tasks[1].isDropped)
        #expect(
            tasks[0].description == "Pine\n\n## Parts\n\n- [x] Boards\n- [ ] Screws"
                && tasks[0].tags == ["wood", "red"])
        #expect(tasks[0].assignee == "pia" && tasks[0].comments.map(\.text) == ["Bought the boards"])
        #expect(tasks[0].links.map(\.url) == ["https://example.org/plan.pdf", "https://trello.example/c/c1"])
    }

    @Test func linear() throws {
        let tasks = try tasks("linear.csv")
        #expect(tasks[0].description == "Along the spiral stairs\nand out to the lamp, \"slowly\"\n\n## Estimate\n\n2")
        #expect(tasks[0].priority == "critical" && tasks[0].tags == ["electric", "outside", "tower"])
        #expect(tasks[0].due == "2026-02-01T00:00:00.000Z" && tasks[0].needs == ["LUM-2"])
        #expect(tasks[0].status == .inProgress && tasks[0].started == "2026-01-05T12:00:00.000Z")
        #expect(tasks[1].isDropped && tasks[1].parent == "LUM-1" && tasks[1].needs == ["LUM-77"])
    }

    @Test func jira() throws {
        let tasks = try tasks("jira.csv")
        #expect(tasks.map(\.id) == ["GAT-1", "GAT-2"] && tasks[1].parent == "GAT-1" && tasks[1].needs == ["GAT-1"])
        #expect(tasks[0].priority == "critical" && tasks[0].tags == ["outside", "green-paint"])
        #expect(tasks[0].created == ForeignTime.local(2026, 1, 5, 15, 40))
        #expect(tasks[1].created == ForeignTime.local(2026, 1, 5, 0, 5), "12:05 AM is five past midnight")
        #expect(tasks[0].comments[0].text == "Sand it first; then paint" && tasks[0].comments[0].author == "abc123")
        #expect(tasks[1].status == .completed && tasks[1].completed == ForeignTime.local(2026, 1, 7, 9, 0))
    }

    @Test func vikunja() throws {
        let file = try read("vikunja")
        let tasks = file.projects[0].tasks
        #expect(file.projects.map(\.name) == ["Orchestra"] && tasks.map(\.title) == ["Tune the harp", "Buy strings"])
        #expect(tasks[0].description == "All 47 strings" && tasks[0].progress == 25 && tasks[0].priority == "high")
        #expect(tasks[0].status == .inProgress && tasks[0].needs == ["12"] && tasks[0].tags == ["before-the-concert"])
        #expect(tasks[0].comments[0].text == "Strings are late" && tasks[0].notBefore == nil)
        #expect(
            tasks[1].status == .completed && tasks[1].completed == "2026-01-05T08:00:00.000Z" && tasks[1].due == nil)
    }

    @Test func plainCSV() throws {
        let text = """
            title,status,priority,due,tags,parent,needs,assignee,colour
            Write it,in progress,high,2026-12-01,"a b",,,ada,red
            Print it,,,,,Write it,Write it,,
            ,,,,,,,,
            ,done,,,,,,,
            """
        let file = try ImportReader.read(ImportSourceFile(name: "list.csv", bytes: Array(text.utf8)), ImportWishes())
        let tasks = file.projects[0].tasks
        #expect(file.format == .csv && tasks.count == 2)
        #expect(tasks[0].status == .inProgress && tasks[0].tags == ["a", "b"] && tasks[0].assignee == "ada")
        #expect(tasks[1].parent == tasks[0].id && tasks[1].needs == [tasks[0].id])
        #expect(file.notes == ["Column 'colour' is left out", "Line 5 has no title: it is left out"])
    }
}

/// The sample files.
enum Sample {
    static func file(_ name: String) throws -> ImportSourceFile {
        let url = Bundle.module.resourceURL?.appendingPathComponent("Samples/\(name)")
        guard let url else { throw CocoaError(.fileNoSuchFile) }
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        guard isFolder.boolValue else { return ImportSourceFile(name: name, bytes: Array(try Data(contentsOf: url))) }
        let paths = try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()
        let members = paths.compactMap { path -> (path: String, bytes: [UInt8])? in
            (try? Data(contentsOf: url.appendingPathComponent(path))).map { (path, Array($0)) }
        }
        return ImportSourceFile(name: name, members: members)
    }
}
