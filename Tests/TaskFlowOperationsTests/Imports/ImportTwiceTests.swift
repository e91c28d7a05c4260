import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Twice is once.
@Suite struct ImportTwiceTests {
    @Test(arguments: Engine.all) func `a second time only what is new comes, whatever was done here meanwhile`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            let tasks = (0..<6).map { item("\($0)", $0 == 0 ? [:] : ["parent": "0", "needs": [.string("\($0 - 1)")]]) }
            let comment: JSONObject = ["comments": [["text": "x"]]]
            let first = try await house.run(tasks.map { $0.with("comments", comment["comments"] ?? .null) })
            // The parent of all cannot be needed by one of them.
            #expect(first.counts == [6, 0, 0] && first.warnings == ["1 need_loop"])
            let edited: JSONObject = ["task_id": .integer(first.ids["1"] ?? 0), "title": "Mine", "priority": "low"]
            try await house.ada.call(UpdateTask.self, edited)
            try await house.ada.call(DeleteTask.self, ["task_id": .integer(first.ids["3"] ?? 0), "force": true])
            let before = try await house.task("1")
            let second = try await house.run(tasks.reversed() + [item("new", ["needs": ["3", "4"], "parent": "0"])])
            #expect(second.counts == [1, 5, 1])
            #expect(second.warnings == ["3 deleted_here", "new need_missing"])
            #expect(try await house.task("1") == before)
            #expect(try await house.task("new")["waits"] == 1)
            #expect(try await house.task("0")["open_children"] == 5)
            #expect(try await house.count() == 6)
            #expect(try await house.count("comments") == 5)
            let third = try await house.run(tasks + [item("new")])
            #expect(third.counts == [0, 6, 1] && third.ids.isEmpty)
            // Who wants it back says so.
            let back = try await house.run(tasks, ["include_deleted": true])
            #expect(back.counts == [1, 5, 0])
            #expect(try await house.count() == 7)
        }
    }

    @Test(arguments: Engine.all) func `a dry run says the same and makes nothing`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            try await house.run([item("old")])
            let tasks = [
                item("a", ["needs": ["a", "b", "gone"], "status": "in_progress"]), item("b", ["needs": ["a"]]),
                item("a"), item("old"), item("c", ["parent": "old", "assigned_to": "@nobody"]),
            ]
            let rows = try await house.count("audit_log")
            let dry = try await house.run(tasks, ["dry_run": true])
            #expect(try await house.count() == 1)
            #expect(try await house.count("audit_log") == rows)
            let real = try await house.run(tasks)
            #expect(dry.counts == real.counts && dry.counts == [3, 1, 1])
            #expect(dry.json["warnings"] == real.json["warnings"] && dry.json["tasks"] == [])
            #expect(real.ids.keys.sorted() == ["a", "b", "c"])
        }
    }

    @Test(arguments: Engine.all) func `one id twice in a request: the first counts`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            // Canonically equal, and not the same.
            let report = try await house.run([
                item("a", ["title": "First"]), item("\u{E9}"), item("e\u{301}"), item("a", ["title": "Second"]),
            ])
            #expect(report.counts == [3, 0, 1] && report.warnings == ["a duplicate"])
            #expect(try await house.task("a")["title"] == "First")
            #expect(try await house.run([item("e\u{301}"), item("\u{E9}")]).counts == [0, 2, 0])
        }
    }

    @Test(arguments: Engine.all) func `each project and each source has its own names`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            try await house.ada.call(CreateProject.self, ["slug": "other"])
            #expect(try await house.run([item("a")]).counts == [1, 0, 0])
            #expect(try await house.run([item("a")], ["source": "github"]).counts == [1, 0, 0])
            #expect(try await house.run([item("a")], ["project_slug": "other"]).counts == [1, 0, 0])
            #expect(
                try await house.run([item("b", ["needs": ["a"]])], ["source": "jira"]).warnings == ["b need_missing"])
            // What is deleted with its project is gone with it.
            try await house.ada.call(DeleteProject.self, ["slug": "other", "force": true])
            try await house.ada.call(CreateProject.self, ["slug": "other"])
            #expect(try await house.run([item("a")], ["project_slug": "other"]).counts == [1, 0, 0])
        }
    }

    @Test(arguments: Engine.all) func `a call that is repeated with its key is one import`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            let input = Importing.input([item("a"), item("b", ["needs": ["c"]])]).with(IdempotencyKey.header, "k")
            let first = try await house.ada.perform(ImportTasks.self, input)
            let again = try await house.ada.perform(ImportTasks.self, input)
            #expect(!first.isReplayed && again.isReplayed)
            #expect(again.output.json == first.output.json && again.output.json["created"] == 2)
            let other = Importing.input([item("c")]).with(IdempotencyKey.header, "k")
            #expect(await house.ada.refusal(of: ImportTasks.self, other)?.code == .validationFailed)
            #expect(try await house.count() == 2)
        }
    }

    @Test(arguments: Engine.all) func `board, events and the log tell of all of them`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew, [("@claude", .agent, "member")])
            let states = ["pending", "in_progress", "review", "blocked", "completed"]
            let tasks = (0..<50).map {
                item("\($0)", ["status": .string(states[$0 % 5]), "assigned_to": $0 % 5 == 0 ? .null : "@claude"])
            }
            let now: JSONObject = ["timeout_seconds": 0]
            let cursor = try await house.ada.wait(now)["cursor"] ?? .null
            try await house.run(tasks)
            let news = try await house.ada.wait(now.with("after", cursor))
            #expect(news["events"]?.arrayValue?.map { $0["action"] } == Array(repeating: "imported", count: 50))
            let board = try await house.ada.call(Board.self, ["project": "site"]).json
            #expect(board["columns"]?.arrayValue?.map { $0["total"] } == Array(repeating: 10, count: 5))
            let rows = "SELECT count(*) FROM audit_log WHERE action = 'imported' AND project_slug = 'site'" as SQL
            #expect(try await crew.count(rows) == 50)
            #expect(
                try await crew.count("SELECT count(DISTINCT task_id) FROM audit_log WHERE action = 'imported'") == 50)
            #expect(try await house.ada.call(ListTasks.self, ["project": "site", "limit": 100]).elements.count == 50)
        }
    }
}
