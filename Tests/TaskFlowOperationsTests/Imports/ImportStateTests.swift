import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What an imported task is here of what it was elsewhere.
@Suite struct ImportStateTests {
    @Test(arguments: Engine.all) func `states, times and words are kept`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew, [("@claude", .agent, "member")])
            let done: JSONObject = [
                "status": "completed", "priority": "critical", "tags": ["a", "b:1"], "assigned_to": "@claude",
                "due_date": "2026-03-01", "created_at": "2026-01-05T09:00:00+03:00",
                "started_at": "2026-01-06", "completed_at": "2026-01-07T16:30:00Z", "description": "Größe\n\u{7}",
                "links": [["url": "https://example.org/1", "title": "One"], ["url": "https://example.org/1"]],
                "comments": [["author": "alice", "text": "Yes, @claude", "created_at": "2026-01-06T10:00:00Z"]],
            ]
            let later = item("b", ["needs": ["a"], "not_before": "2999-01-01", "started_at": "2026-01-08"])
            let report = try await house.run([item("a", done), later])
            #expect(report.counts == [2, 0, 0] && report.warnings == [])
            let task = try await house.task("a")
            let expected: JSONObject = [
                "id": .integer(report.ids["a"] ?? 0), "title": "Task a", "status": "completed", "priority": "critical",
                "progress_percent": 100, "assigned_to": "@claude", "project_slug": "site", "tags": ["a", "b:1"],
                "due_date": "2026-03-01T00:00:00.000Z", "created_by": "@ada", "version": 1,
                "created_at": "2026-01-05T06:00:00.000Z", "started_at": "2026-01-06T00:00:00.000Z",
                "completed_at": "2026-01-07T16:30:00.000Z", "accountable_id": "@ada", "comments": 1,
                "source": "beads:a", "lease": .null, "description": "Größe\n\u{7}",
            ]
            for (name, value) in expected.members { #expect(task[name] == value, "\(name)") }
            #expect(task.objectValue?.members.last?.name == "source")
            let waiting = try await house.task("b")
            #expect(waiting["waits"] == 0 && waiting["ready"] == false && waiting["status"] == "pending")
            #expect(waiting["started_at"] == "2026-01-08T00:00:00.000Z")
            try await checkWords(house, report.ids["a"] ?? 0)
        }
    }

    private func checkWords(_ house: Importing, _ id: Int) async throws {
        let comments = try await house.ada.call(ListComments.self, ["task_id": .integer(id)]).elements
        let comment = try #require(comments.first).json
        // The importer says it, and says who said it: nobody is made to speak.
        #expect(comment["author_id"] == "@ada" && comment["author_type"] == "human")
        #expect(comment["text"] == "alice, 2026-01-06:\n\nYes, @claude")
        #expect(comment["created_at"] == "2026-01-06T10:00:00.000Z")
        #expect(try await house.count("task_links") == 1)
        #expect(try await house.count("mentions") == 0)
        let found = try await house.ada.call(ListTasks.self, ["q": "GRÖSSE", "tag": "b:1"]).elements
        #expect(found.map(\.id.rawValue) == [id])
        let audit = try await house.ada.call(TaskAudit.self, ["task_id": .integer(id)], via: .cli).elements
        #expect(audit.map(\.action) == [.imported])
        #expect(audit.first?.context["source"] == "beads:a")
        #expect(audit.first?.actorID.rawValue == "@ada" && audit.first?.via == .rest)
    }

    @Test(arguments: Engine.all) func `work in progress needs somebody who may do it`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(
                crew, [("@claude", .agent, "member"), ("@bob", .human, "viewer"), ("@eve", .human, "member")])
            _ = try await crew.worker("@stray", type: .agent)
            let held: JSONObject = ["status": "in_progress", "progress_percent": 40]
            let report = try await house.run([
                item("claude", held.with("assigned_to", "@claude")), item("none", held),
                item("nobody", held.with("assigned_to", "@nobody")), item("viewer", held.with("assigned_to", "@bob")),
                item("stray", ["assigned_to": "@stray"]),
                item("review", ["status": "review", "assigned_to": "@eve"]), item("lost", ["status": "review"]),
                item("blocked", ["status": "blocked", "assigned_to": "me"]),
            ])
            #expect(report.counts == [8, 0, 0])
            #expect(
                Set(report.warnings) == [
                    "none status_changed", "nobody unknown_worker", "nobody status_changed", "viewer unknown_worker",
                    "viewer status_changed", "stray unknown_worker", "lost status_changed",
                ])
            let states = try await ["claude", "none", "viewer", "stray", "review", "lost", "blocked"].asyncMap { id in
                let task = try await house.task(id)
                return "\(task["status"]?.stringValue ?? "") \(task["assigned_to"]?.stringValue ?? "-")"
            }
            #expect(
                states == [
                    "in_progress @claude", "pending -", "pending -", "pending -", "review @eve", "pending -",
                    "blocked @ada",
                ])
            #expect(try await house.task("review")["submitted_by"] == "@eve")
            // No lease is granted, and who did the work does not judge it.
            #expect(try await house.count("task_leases") == 0)
            #expect(try await house.count("task_holders") == 3)
            let eve = CrewMember(crew: crew, handle: "@eve", credential: try await crew.worker("@eve").credential)
            let judged: JSONObject = ["task_id": .integer(report.ids["review"] ?? 0)]
            #expect(await eve.refusal(of: ApproveTask.self, judged)?.code == .forbidden)
            #expect(await house.ada.refusal(of: ApproveTask.self, judged) == nil)
        }
    }

    @Test(arguments: Engine.all) func `an agent may hold more at once than it may take`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew, [("@claude", .agent, "member")])
            try await crew.database.write { tx throws(TaskFlowError) in
                try tx.execute("UPDATE workers SET max_held = 1 WHERE id = '@claude'")
            }
            let held: JSONObject = ["status": "in_progress", "assigned_to": "@claude"]
            #expect(try await house.run((0..<5).map { item("\($0)", held) }).warnings == [])
            #expect(
                try await crew.count("SELECT count(*) FROM tasks WHERE status = 'in_progress'") == 5)
        }
    }

    @Test func `an agent that owns a project brings no finished work past its reviews`() async throws {
        try await withCrew { crew in
            let house = try await Importing(crew)
            let bot = try await crew.worker("@bot", type: .agent)
            try await house.ada.call(AddMember.self, ["slug": "site", "worker_id": "@bot", "role": "owner"])
            let done = Importing.input([item("a", ["status": "completed"])])
            #expect(try await bot.call(ImportTasks.self, done).json["warning_count"] == 0)
            try await house.ada.call(UpdateProject.self, ["slug": "site", "review_required": true])
            let more = Importing.input([item("b", ["status": "completed"])])
            #expect(Report(json: try await bot.call(ImportTasks.self, more).json).warnings == ["b status_changed"])
            #expect(try await house.task("b")["status"] == "pending")
        }
    }

    @Test func `a title that is too long begins the description, whole`() async throws {
        try await withCrew { crew in
            let house = try await Importing(crew)
            let long = String(repeating: "👩‍👩‍👧", count: 60)
            let text = String(repeating: "x", count: 65_536)
            let report = try await house.run([
                item("a", ["title": .string(long), "description": "More"]), item("b", ["title": .string(long)]),
                item("c", ["title": .string(long), "description": .string(text)]),
                item("d", ["title": .string(String(repeating: "e", count: 200))]),
            ])
            #expect(
                report.warnings == ["a title_cut", "b title_cut", "c title_cut", "c text_cut"])
            let task = try await house.task("a")
            let title = try #require(task["title"]?.stringValue)
            #expect(title.unicodeScalars.count == 200 && long.unicodeScalars.starts(with: title.unicodeScalars))
            #expect(task["description"]?.stringValue == long + "\n\nMore")
            #expect(try await house.task("b")["description"]?.stringValue == long)
            #expect(try await house.task("c")["description"]?.stringValue?.unicodeScalars.count == 65_536)
        }
    }

    @Test func `what was given up comes in completed, with a tag`() async throws {
        try await withCrew { crew in
            let house = try await Importing(crew)
            let tags = JSON.array((0..<50).map { .string("t\($0)") })
            try await house.run([
                item("a", ["dropped": true, "status": "in_progress"]), item("b", ["dropped": true, "tags": tags]),
                item("c", ["dropped": false]),
            ])
            let task = try await house.task("a")
            #expect(task["status"] == "completed" && task["tags"] == ["dropped"])
            #expect(try await house.task("b")["tags"]?.arrayValue?.last == "dropped")
            #expect(try await house.task("b")["tags"]?.arrayValue?.count == 50)
            #expect(try await house.task("c")["tags"] == [])
        }
    }

    @Test func `no time lies in the future but those that are to come`() async throws {
        try await withCrew { crew in
            let house = try await Importing(crew)
            let future: JSON = "2999-01-01"
            try await house.run([
                item(
                    "a", ["status": "completed", "created_at": future, "started_at": future, "completed_at": future]),
                item("b", ["due_date": future, "comments": [["text": "x", "created_at": future]]]),
            ])
            let task = try await house.task("a")
            for name in ["created_at", "started_at", "completed_at"] {
                #expect(task[name]?.stringValue?.hasPrefix("2999") == false, "\(name)")
            }
            #expect(try await house.task("b")["due_date"] == "2999-01-01T00:00:00.000Z")
            let newest =
                "SELECT count(*) FROM comments WHERE created_at > \(Timestamp.now().adding(seconds: 60))" as SQL
            #expect(try await crew.count(newest) == 0)
        }
    }
}

extension Array {
    fileprivate func asyncMap<T>(_ body: (Element) async throws -> T) async throws -> [T] {
        var results: [T] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
