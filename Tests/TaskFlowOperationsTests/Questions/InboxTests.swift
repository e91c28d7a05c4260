import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What waits for a worker, in the order of its urgency.
@Suite struct InboxTests {
    @Test(arguments: Engine.all) func `each kind stands in its place, and goes when what it asks for is done`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let reviewed = try await ada.addTask("reviewed")
            try await bot.take(StartTask.self, reviewed)
            try await bot.call(SubmitTask.self, ["task_id": reviewed.json, "note": "done"])
            let stuck = try await ada.addTask("stuck")
            try await bot.take(StartTask.self, stuck)
            try await bot.call(BlockTask.self, ["task_id": stuck.json, "reason": "rain"])
            let late = try await ada.addTask("late", ["due_date": "2020-01-01", "assigned_to": "@ada"])
            _ = try await ada.addTask("early", ["due_date": "2200-01-01", "assigned_to": "@ada"])
            try await bot.call(AddComment.self, ["task_id": late.json, "text": "look, @ada"])
            let asked = try await ada.addTask("asked")
            let question = try await bot.ask(asked, ["prompt": "Which?"])
            let dead = try await ada.addTask("dead", ["priority": "critical"])
            for _ in 0..<3 {
                _ = try await bot.claimed()
                try await crew.pass(seconds: 4_000, clock)
            }
            #expect(try await ada.kinds() == ["question", "review", "dead_letter", "blocked", "overdue", "mention"])
            let items = try await ada.call(MyInbox.self, ["total": "true"])
            #expect(items.info.total == 6)
            #expect(items.elements.map { $0.json["title"] } == ["asked", "reviewed", "dead", "stuck", "late", "late"])
            let texts = items.elements.map { $0.json["text"]?.stringValue }
            #expect(texts[0] == "Which?" && texts[1] == "done" && texts[3] == "rain" && texts[5] == "look, @ada")
            #expect(items.elements[1].json["from"] == "@bot" && items.elements[2].json["from"] == .null)
            // Page by page it is the same.
            var (paged, cursor) = ([JSON?](), JSON.null)
            repeat {
                let page = try await ada.call(
                    MyInbox.self, cursor == .null ? ["limit": 1] : ["limit": 1, "cursor": cursor])
                #expect(page.elements.count == 1)
                paged += page.elements.map { $0.json["id"] }
                if case .cursor(let next)? = page.info.next { cursor = .string(next) } else { cursor = .null }
            } while cursor != .null && paged.count < 20
            #expect(paged == items.elements.map { $0.json["id"] })
            let ids = items.elements.map { $0.json["id"] ?? .null }
            #expect(await ada.refusal(of: InboxDone.self, ["item_id": ids[1]])?.code == .conflict)
            #expect(await bot.refusal(of: InboxDone.self, ["item_id": ids[5]])?.code == .notFound)
            try await ada.call(InboxDone.self, ["item_id": ids[5]])
            try await ada.call(InboxDone.self, ["item_id": ids[5]])
            try await ada.answer(question, ["text": "This"])
            try await ada.take(ApproveTask.self, reviewed)
            for task in [dead, stuck] { try await ada.take(UnblockTask.self, task) }
            try await ada.patch(late, ["due_date": .null])
            #expect(try await ada.kinds() == [])
        }
    }

    @Test(arguments: Engine.all) func `reviews are those that may be judged, by the same rules`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ada, eve) = (try await crew.worker("@ada"), try await crew.worker("@eve"))
            let (bot, other) = (
                try await crew.worker("@bot", type: .agent), try await crew.worker("@other", type: .agent)
            )
            let (admin, viewer) = (
                try await crew.worker("@boss", isAdmin: true), try await crew.worker("@viewer")
            )
            for (slug, rule) in [("free", "anyone"), ("strict", "person")] {
                try await ada.call(CreateProject.self, ["slug": .string(slug), "review_by": .string(rule)])
                for (worker, role) in [
                    ("@bot", "member"), ("@other", "member"), ("@eve", "member"), ("@viewer", "viewer"),
                ] {
                    try await ada.call(
                        AddMember.self, ["slug": .string(slug), "worker_id": .string(worker), "role": .string(role)])
                }
            }
            for (place, worker) in [("free", bot), ("strict", bot), ("free", ada), ("free", eve), ("", bot)] {
                let more: JSONObject = place.isEmpty ? [:] : ["project_slug": .string(place)]
                let task = try await ada.addTask("\(place) by \(worker.handle)", more)
                try await worker.take(StartTask.self, task)
                try await worker.take(SubmitTask.self, task)
            }
            for caller in [ada, eve, bot, other, admin, viewer] {
                var allowed: [JSON] = []
                for task in try await admin.call(ListTasks.self, ["status": "review", "sort": "created_at"]).elements {
                    let steps = try? await caller.call(TaskSteps.self, ["task_id": task.id.json]).json["steps"]
                    let approve = steps?.arrayValue?.first { $0["verb"] == "approve" }
                    if approve?["allowed"] == true { allowed.append(task.title.json) }
                }
                let mine = try await caller.call(MyInbox.self).elements.map(\.json).filter { $0["kind"] == "review" }
                let titles = Set(mine.compactMap { $0["title"]?.stringValue })
                if caller.handle == "@boss" {
                    // An admin may judge all, and is told of what is no project's.
                    #expect(titles == ["by @bot"])
                    let all = try await caller.call(MyInbox.self, ["all": "true"]).elements
                    #expect(all.count == 5)
                } else {
                    #expect(titles == Set(allowed.compactMap(\.stringValue)), "\(caller.handle)")
                    #expect(await caller.refusal(of: MyInbox.self, ["all": "true"])?.code == .forbidden)
                }
            }
        }
    }

    @Test(arguments: Engine.all) func `with ten thousand items a page is a page`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ada, _) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let task = try await ada.addTask()
            try await crew.database.write { tx throws(TaskFlowError) in
                try tx.execute(
                    """
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) \
                    INSERT INTO questions (tenant_id, task_id, kind, prompt, addressee, asked_by, blocking, status, revision, \
                    created_at) SELECT 'default', \(task), 'question', 'Which?', '@ada', '@bot', \(false), 'open', 1, \(tx.now) FROM n
                    """)
                try tx.execute("UPDATE tasks SET open_questions = 10000 WHERE id = \(task)")
            }
            let page = try await ada.call(MyInbox.self, ["total": "true", "limit": 100])
            #expect(page.info.total == 10_000 && page.elements.count == 100)
            var (seen, cursor) = (0, JSON.null)
            repeat {
                let page = try await ada.call(
                    MyInbox.self, cursor == .null ? ["limit": 100] : ["limit": 100, "cursor": cursor])
                seen += page.elements.count
                if case .cursor(let next)? = page.info.next { cursor = .string(next) } else { cursor = .null }
            } while cursor != .null
            #expect(seen == 10_000)
        }
    }

    @Test func `a mention is none in code, in an address, twice, or for who does not see the task`() async throws {
        try await withCrew { crew in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let stranger = try await crew.worker("@stranger")
            try await ada.call(CreateProject.self, ["slug": "site"])
            try await ada.call(AddMember.self, ["slug": "site", "worker_id": "@bot"])
            let task = try await ada.addTask("x", ["project_slug": "site"])
            func said(_ text: String) async throws -> TaskComment {
                try await bot.call(AddComment.self, ["task_id": task.json, "text": .string(text)])
            }
            for text in [
                "`@ada`", "```\n@ada\n```", "me@ada.org", "a``x ` @ada``", "@adam", "/@ada", "@stranger", "@bot",
            ] {
                _ = try await said(text)
            }
            #expect(try await crew.count("SELECT count(*) FROM mentions") == 0)
            let comment = try await said("(@ada), @ada: @Ada!\n`code` @stranger")
            #expect(try await ada.kinds() == ["mention"])
            try await bot.call(EditComment.self, ["comment_id": comment.id.json, "text": "@ada again"])
            #expect(try await ada.kinds() == ["mention"])
            // Whoever answers has read it.
            try await ada.call(AddComment.self, ["task_id": task.json, "text": "Yes?"])
            #expect(try await ada.kinds() == [])
            _ = try await said("@ada")
            #expect(try await ada.kinds() == ["mention"])
            try await ada.call(
                InboxDone.self, ["item_id": try await ada.call(MyInbox.self).elements[0].json["id"] ?? .null])
            try await bot.call(DeleteComment.self, ["comment_id": comment.id.json])
            #expect(try await ada.kinds() == [])
            #expect(try await stranger.kinds() == [])
            let now = try await ada.task(task)
            #expect(now.comments == 10 && now.version == 1)
        }
    }
}

extension CrewMember {
    fileprivate func kinds() async throws -> [JSON?] { try await call(MyInbox.self).elements.map { $0.json["kind"] } }
}
