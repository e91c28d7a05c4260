import Testing

@testable import TaskFlowImporters

/// todo.txt, Backlog.md, Trello and Vikunja, edge by edge.
struct OtherFormatTests {
    // MARK: todo.txt

    private func todo(_ line: String) throws -> ForeignTask { try Read.tasks(line, .todotxt)[0] }

    @Test(arguments: [("A", "critical"), ("B", "high"), ("C", "medium"), ("D", "low"), ("Z", "low")])
    func lettersArePriorities(_ letter: String, _ priority: String) throws {
        #expect(try todo("(\(letter)) x").priority == priority)
    }

    @Test(arguments: ["(a) x", "(AB) x", "(É) x", "(A)x", "x(A)"])
    func othersAreNone(_ line: String) throws {
        let task = try todo(line)
        #expect(task.priority == "medium" && task.title == line)
    }

    @Test func doneThenTheDayOfThatThenTheDayOfCreation() throws {
        let task = try todo("x 2026-02-03 2026-02-01 Sing")
        #expect(task.status == .completed && task.title == "Sing")
        #expect(task.completed == "2026-02-03T00:00:00.000Z" && task.created == "2026-02-01T00:00:00.000Z")
        #expect(try todo("2026-02-01 Sing").created == "2026-02-01T00:00:00.000Z")
        #expect(try todo("X Sing").status == .pending && todo("xylophone").status == .pending)
    }

    @Test func projectsAndContextsCountOnceAndAfterABlank() throws {
        let task = try todo("Mail a@b +x @y +x 1+1 @ +")
        #expect(task.tags == ["x", "y"] && task.title == "Mail a@b 1+1 @ +")
    }

    @Test func someKeysAreReadAndOthersStay() throws {
        let task = try todo("Go due:2026-02-10 t:2026-02-05 pri:B rec:+1w h:1 http://x.y 3:4 due:soon")
        #expect(
            task.due == "2026-02-10T00:00:00.000Z" && task.notBefore == "2026-02-05T00:00:00.000Z"
                && task.priority == "high")
        #expect(task.title == "Go rec:+1w h:1 http://x.y 3:4 due:soon")
    }

    @Test func whatIsDoneLaterIsTheSameTask() throws {
        #expect(try todo("(A) Sing +choir").id == todo("x 2026-02-03 Sing +choir").id)
    }

    // MARK: Backlog.md

    private func backlog(_ pages: [String: String], drops: Bool = false) throws -> ForeignFile {
        var wishes = ImportWishes()
        wishes.includesDropped = drops
        let members = pages.map { (path: $0.key, bytes: Array($0.value.utf8)) }
        return try ImportReader.read(ImportSourceFile(name: "backlog", members: members), wishes)
    }

    private func page(_ id: String, _ rest: String = "") -> String {
        "---\nid: \(id)\ntitle: T \(id)\n\(rest)\n---\nBody"
    }

    @Test func numbersTellIdsApartAndNotPrefixes() throws {
        let file = try backlog([
            "tasks/back-355 - x.md": page("task-355"),
            "tasks/b.md": page("BACK-355.01", "parent_task_id: task-355\ndependencies: [Task-7]"),
            "completed/c.md": page("back-7", "status: DONE"),
        ])
        let tasks = file.projects[0].tasks.sorted { $0.id < $1.id }
        #expect(tasks.map(\.id) == ["355", "355.1", "7"] && tasks[1].parent == "355" && tasks[1].needs == ["7"])
        #expect(tasks[2].status == .completed)
    }

    @Test func draftsAndTheArchiveOnlyOnRequest() throws {
        let pages = [
            "tasks/a.md": page("task-1"), "drafts/b.md": page("draft-1"), "archive/tasks/c.md": page("task-3"),
            "readme.md": "hello", "tasks/x.md": "hello",
        ]
        let file = try backlog(pages)
        #expect(file.projects[0].tasks.map(\.id) == ["1"])
        #expect(
            file.notes == [
                "Drafts and archived tasks are left out: --include-dropped brings them (2 times)",
                "tasks/x.md has no front matter: it is left out",
            ])
        #expect(Set(try backlog(pages, drops: true).projects[0].tasks.map(\.id)) == ["1", "draft-1", "3"])
    }

    @Test(arguments: [
        ("To do", ForeignTask.Status.pending, false), ("IN PROGRESS", .inProgress, false), ("done", .completed, false),
        ("Won't Do", .completed, true), ("Won’t Do", .completed, true),
    ])
    func theCaseOfAStatusDrifts(_ word: String, _ status: ForeignTask.Status, _ isDropped: Bool) throws {
        let task = try backlog(["tasks/a.md": page("t-1", "status: \(word)")]).projects[0].tasks[0]
        #expect(task.status == status && task.isDropped == isDropped)
    }

    @Test func whatHasNoFieldOfItsOwnIsKept() throws {
        let file = try backlog([
            "tasks/a.md": page(
                "t-1", "assignee: [@a, @b]\nreferences:\n  - https://x.y\n  - src/a.swift\nreporter: @z\nmilestone: M 1"
            )
        ])
        let task = file.projects[0].tasks[0]
        #expect(task.assignee == "@a" && task.links == [.init(url: "https://x.y")] && task.tags == ["m-1"])
        #expect(task.description == "Body\n\n## Assigned as well\n\n@b\n\n## Reference\n\nsrc/a.swift")
        #expect(file.notes == ["Who made a task there is not kept: here you make it"])
    }

    @Test func aPageThatIsNoTextSaysWhich() {
        let file = ImportSourceFile(name: "backlog", members: [("tasks/a.md", [0xFF])])
        #expect(throws: ImportFault("tasks/a.md is not UTF-8 text")) { _ = try ImportReader.read(file, ImportWishes()) }
    }

    // MARK: Trello

    private func card(_ rest: String, board: String = "") throws -> ForeignTask {
        try Read.tasks(
            #"{"name":"B",\#(board)"lists":[{"id":"l","name":"To do"},{"id":"o","name":"Ideas","closed":true}],"cards":[{"id":"c","name":"A","idList":"l"\#(rest)}]}"#
        )[0]
    }

    @Test func archivedIsDroppedAlsoByItsList() throws {
        #expect(try card(#","closed":true"#).isDropped && !card("").isDropped)
        #expect(
            try Read.tasks(
                #"{"lists":[{"id":"o","name":"Done","closed":true}],"cards":[{"id":"c","name":"A","idList":"o"}]}"#)[0]
                .isDropped)
        #expect(try card(#","dueComplete":true"#).status == .completed)
    }

    @Test func aPlaceMayBeAFraction() throws {
        let text =
            #"{"lists":[{"id":"r","name":"Doing","pos":2},{"id":"l","name":"To do","pos":1.5}],"cards":[{"id":"a","name":"A","idList":"r","pos":0.1},{"id":"b","name":"B","idList":"l","pos":9.25},{"id":"c","name":"C","idList":"l","pos":9}]}"#
        #expect(try Read.tasks(text).map(\.title) == ["C", "B", "A"])
    }

    @Test func createdIsInTheId() throws {
        let tasks = try Read.tasks(
            #"{"cards":[{"id":"65a1b2c3ffffffffffffffff","name":"A"},{"id":"zzzzzzzzffffffffffffffff","name":"B"}]}"#)
        #expect(tasks.map(\.created) == ["2024-01-12T21:44:35.000Z", nil])
    }

    @Test func aLabelWithoutANameIsItsColour() throws {
        #expect(try card(#","labels":[{"name":"","color":"red"},{"name":"Wood"}]"#).tags == ["red", "wood"])
        #expect(try card(#","idLabels":["y"]"#, board: #""labels":[{"id":"y","name":"Iron"}],"#).tags == ["iron"])
    }

    @Test func aThousandActionsAreAllThereAre() throws {
        let actions = Array(repeating: #"{"type":"updateCard"}"#, count: 1000).joined(separator: ",")
        #expect(try Read.file(#"{"cards":[],"actions":[\#(actions)]}"#).notes.count == 1)
    }

    // MARK: Vikunja

    private func vikunja(_ tasks: String, rest: String = "") throws -> ForeignFile {
        try Read.file(#"[{"id":3,"title":"P","parent_project_id":0,"tasks":[\#(tasks)]\#(rest)}]"#)
    }

    @Test(arguments: [(0, "medium"), (1, "low"), (2, "medium"), (3, "high"), (4, "high"), (5, "critical")])
    func fiveIsNow(_ number: Int, _ priority: String) throws {
        #expect(
            try vikunja("{\"id\":1,\"title\":\"A\",\"priority\":\(number)}").projects[0].tasks[0].priority == priority)
    }

    @Test func theFirstYearIsNoDateAndListsMayBeNull() throws {
        let task = try vikunja(
            #"{"id":1,"title":"A","due_date":"0001-01-01T00:00:00Z","labels":null,"assignees":null,"comments":null,"related_tasks":null}"#
        ).projects[0].tasks[0]
        #expect(task.due == nil && task.tags == [] && task.comments == [])
    }

    @Test func relationsAreReadFromEitherEnd() throws {
        let file = try vikunja(
            #"{"id":1,"title":"A","related_tasks":{"subtask":[{"id":2}],"blocking":[{"id":3}],"related":[{"id":4}]}},{"id":2,"title":"B"},{"id":3,"title":"C","related_tasks":{"blocked":[{"id":1}],"parenttask":[{"id":2}]}}"#
        )
        let tasks = file.projects[0].tasks
        #expect(tasks.map(\.parent) == [nil, "1", "2"] && tasks.map(\.needs) == [[], [], ["1"]])
        #expect(file.notes == ["Relations of the kind 'related' hold nothing up: they are left out"])
    }

    @Test func whetherItIsDoneSaysDoneAlone() throws {
        let rest =
            #","buckets":[{"id":5,"title":"Done"},{"id":6,"title":"Doing"}],"task_buckets":[{"task_id":1,"bucket_id":5},{"task_id":2,"bucket_id":6}]"#
        let tasks = try vikunja(
            #"{"id":1,"title":"A","done":false,"percent_done":0.5},{"id":2,"title":"B"},{"id":3,"title":"C","done":true}"#,
            rest: rest
        ).projects[0].tasks
        #expect(tasks.map(\.status) == [.pending, .inProgress, .completed] && tasks[0].progress == 50)
    }

    @Test func eachProjectIsItsOwn() throws {
        let file = try Read.file(
            #"[{"title":"P","parent_project_id":0,"tasks":[{"id":1,"title":"A"}]},{"title":"Q","parent_project_id":1,"tasks":[{"id":2,"title":"B"}]},{"title":"E","tasks":null}]"#
        )
        #expect(file.projects.map(\.name) == ["P", "Q"])
    }

    @Test func whatIsLeftOutIsTold() throws {
        let notes = try vikunja(
            #"{"id":1,"title":"A","attachments":[{"id":1}],"reminders":[{"reminder":"x"}],"repeat_after":60},{"id":2}"#
        ).notes
        #expect(
            notes == [
                "Attached files are left out", "Reminders are left out", "Tasks that come again are brought along once",
                "A task has no id or no title: it is left out",
            ])
    }
}
