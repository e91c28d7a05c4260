import Testing

@testable import TaskFlowImporters

/// task-master, Taskwarrior and GitHub, edge by edge.
struct JSONFormatTests {
    // MARK: task-master

    @Test func idsBeginAtOneInEachTag() throws {
        let file = try Read.file(
            #"{"a":{"tasks":[{"id":1,"title":"A"}]},"b":{"tasks":[{"id":"1","title":"B","dependencies":["1",2]}]},"meta":{"version":1}}"#
        )
        #expect(file.projects.map(\.name) == ["a", "b"] && file.projects.flatMap(\.tasks).map(\.id) == ["a:1", "b:1"])
        #expect(file.projects[1].tasks[0].needs == ["b:1", "b:2"])
    }

    @Test func aSubtaskNeedsASiblingElseATask() throws {
        let tasks = try Read.tasks(
            #"{"tasks":[{"id":1,"title":"A","priority":"low","subtasks":[{"id":1,"title":"B","dependencies":[2,3,"3.2",1.1]},{"id":2,"title":"C"}]},{"id":3,"title":"D"}]}"#
        )
        #expect(tasks[1].needs == ["master:1.2", "master:3", "master:3.2", "master:1.1"])
        #expect(tasks[1].parent == "master:1" && tasks[1].priority == "low", "the parent's")
    }

    @Test(arguments: [
        ("pending", ForeignTask.Status.pending, false), ("in-progress", .inProgress, false), ("review", .review, false),
        ("done", .completed, false),
        ("deferred", .pending, false), ("blocked", .blocked, false), ("cancelled", .completed, true),
        ("completed", .completed, false),
    ])
    func statuses(_ word: String, _ status: ForeignTask.Status, _ isDropped: Bool) throws {
        let task = try Read.tasks(#"{"tasks":[{"id":1,"title":"A","status":"\#(word)"}]}"#)[0]
        #expect(task.status == status && task.isDropped == isDropped)
    }

    @Test func whatIsNoTaskIsTold() throws {
        let file = try Read.file(
            #"{"tasks":[{"title":"A"},{"id":2,"subtasks":[{"id":1,"title":"B"},{"title":"C"}]},{"id":3,"title":"D","expansionPrompt":"x","acceptanceCriteria":["a","b"],"complexity":7}]}"#
        )
        let tasks = file.projects[0].tasks
        #expect(tasks.map(\.title) == ["B", "D"] && tasks[0].parent == nil)
        #expect(tasks[1].description == "## Acceptance criteria\n\n- a\n- b\n\n## Complexity\n\n7")
        #expect(
            file.notes == [
                "Task 1 of 'master' has no id: it is left out", "Task master:2 has no title: it is left out",
                "Subtask 2 of master:2 has no id: it is left out", "Field 'expansionPrompt' is left out",
            ])
    }

    // MARK: Taskwarrior

    private func warrior(_ rest: String) -> String {
        #"{"uuid":"u","description":"A","entry":"20260110T081500Z",\#(rest)}"#
    }

    @Test(arguments: [
        ("\"status\":\"pending\"", ForeignTask.Status.pending, false),
        ("\"status\":\"waiting\",\"wait\":\"20260201T000000Z\"", .pending, false),
        ("\"status\":\"completed\"", .completed, false), ("\"status\":\"deleted\"", .completed, true),
        ("\"status\":\"pending\",\"start\":\"20260111T000000Z\"", .inProgress, false),
    ])
    func warriorStatuses(_ rest: String, _ status: ForeignTask.Status, _ isDropped: Bool) throws {
        let task = try Read.tasks("[\(warrior(rest))]")[0]
        #expect(task.status == status && task.isDropped == isDropped)
    }

    @Test func anObjectALineIsReadToo() throws {
        let text =
            warrior("\"status\":\"pending\"") + "\n"
            + warrior("\"status\":\"waiting\",\"wait\":\"20260201T000000Z\",\"scheduled\":\"20260301T000000Z\"")
        let tasks = try Read.tasks(text)
        #expect(tasks.count == 2 && tasks[1].notBefore == "2026-02-01T00:00:00.000Z")
        #expect(tasks[1].description == "## Scheduled\n\n2026-03-01T00:00:00.000Z")
    }

    @Test func dependsMayBeOneText() throws {
        #expect(try Read.tasks("[\(warrior("\"status\":\"pending\",\"depends\":\"a,b\""))]")[0].needs == ["a", "b"])
    }

    @Test func aTemplateIsNoTaskAndItsChildrenAre() throws {
        let file = try Read.file(
            "[\(warrior("\"status\":\"recurring\"")),\(warrior("\"status\":\"pending\",\"parent\":\"t\",\"imask\":1"))]"
        )
        #expect(file.projects[0].tasks.count == 1 && file.projects[0].tasks[0].parent == nil)
        #expect(file.notes == ["Templates of tasks that come again are left out"])
    }

    @Test func usersOwnKeysAreKept() throws {
        let task = try Read.tasks(
            "[\(warrior("\"status\":\"pending\",\"estimate\":1.5,\"githuburl\":\"https://x.y\",\"urgency\":3.1"))]")[0]
        #expect(task.description == "## Other fields\n\n- estimate: 1.5\n- githuburl: https://x.y")
    }

    // MARK: GitHub

    private func issue(_ rest: String) throws -> ForeignTask {
        try Read.tasks(#"[{"number":7,"title":"A","url":"https://github.com/o/r/issues/7",\#(rest)}]"#)[0]
    }

    @Test func closedIsDoneAndNotPlannedIsDropped() throws {
        #expect(try issue("\"state\":\"CLOSED\",\"stateReason\":\"COMPLETED\"").isDropped == false)
        for reason in ["NOT_PLANNED", "DUPLICATE"] {
            #expect(try issue("\"state\":\"CLOSED\",\"stateReason\":\"\(reason)\"").isDropped)
        }
        #expect(try issue("\"state\":\"OPEN\",\"stateReason\":\"REOPENED\"").status == .pending)
    }

    @Test(arguments: [
        ("p0", "critical"), ("P1", "high"), ("priority: high", "high"), ("critical", "critical"),
        ("low-priority", "low"), ("priority/p3", "low"),
        ("high", "medium"), ("bug", "medium"),
    ])
    func aLabelMaySayThePriority(_ label: String, _ priority: String) throws {
        #expect(try issue("\"labels\":[{\"name\":\"\(label)\"}]").priority == priority)
    }

    @Test func labelsMayBeOneText() throws {
        #expect(try issue("\"labels\":\"bug, Help Wanted\"").tags == ["bug", "help-wanted"])
    }

    @Test func theInterfacesOwnFormIsReadWithoutPullRequests() throws {
        let file = try Read.file(
            #"[{"number":1,"title":"A","html_url":"https://github.com/o/r/issues/1","user":{"login":"u"},"state":"closed","state_reason":"not_planned","created_at":"2026-01-01T00:00:00Z","closed_at":"2026-01-02T00:00:00Z","comments":3,"pull_request":null},{"number":2,"title":"B","pull_request":{"url":"x"}}]"#
        )
        let tasks = file.projects[0].tasks
        #expect(tasks.map(\.id) == ["o/r#1"] && tasks[0].isDropped && tasks[0].completed == "2026-01-02T00:00:00.000Z")
        #expect(
            file.notes.contains("Pull requests are left out")
                && file.notes.contains { $0.hasPrefix("Comments are not in this form") })
    }

    @Test func fieldsThatWereNotAskedForAreMissed() throws {
        let file = try Read.file(
            #"[{"title":"A","url":"https://github.com/o/r/issues/9","state":"OPEN"},{"title":"B"}]"#, .github)
        #expect(file.projects[0].tasks.map(\.id) == ["o/r#9"])
        #expect(file.notes == ["Issue 2 of the file has no number or no title: it is left out"])
    }
}
