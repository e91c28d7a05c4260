import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What is said about a task, which stays as it was.
@Suite(.timeLimit(.minutes(5))) struct CommentTests {
    @Test(arguments: Engine.all) func `a text is kept to the byte, up to its bound`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada")
            let task = try await ada.addTask()
            let texts = [
                "caf\u{E9} cafe\u{301} \u{212B} 한 \u{1112}\u{1161}\u{11AB}", "\u{202E}abc\u{7}\r\n\t\u{2028}", " x ",
                "\u{FEFF}",
                String(repeating: "👩", count: 65_536), String(repeating: "\u{301}", count: 65_536),
            ]
            for text in texts {
                let comment = try await ada.call(AddComment.self, ["task_id": task.json, "text": .string(text)])
                #expect(comment.text.map { Array($0.rawValue.utf8) == Array(text.utf8) } == true)
            }
            let listed = try await ada.call(ListComments.self, ["task_id": task.json]).elements
            #expect(listed.map { $0.text.map { Array($0.rawValue.utf8) } } == texts.map { Array($0.utf8) })
            for text in ["", " \n\t", "\u{2003}", "a\u{0}", String(repeating: "👩", count: 65_537)] {
                for (call, id) in [(AddComment.self, "task_id"), (EditComment.self, "comment_id")]
                    as [(any Command.Type, String)]
                {
                    let refusal = await ada.refusal(of: call, [id: 1, "text": .string(text)])
                    #expect(refusal?.issues.first?.location == [.name("body"), .name("text")], "\(call) \(text.count)")
                }
            }
            let now = try await ada.task(task)
            #expect(now.comments == texts.count && now.version == 1 && now.updatedAt == now.createdAt)
        }
    }

    @Test(arguments: Engine.all) func `a word of the holder renews its lease, and nobody else's does`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let other = try await crew.worker("@other", type: .agent)
            let task = try await ada.addTask()
            _ = try await bot.claimed(["ttl_seconds": 60])
            let say: JSONObject = ["task_id": task.json, "text": "still here"]
            for _ in 0..<4 {
                try await crew.pass(seconds: 45, clock)
                try await bot.call(AddComment.self, say)
            }
            #expect(try await ada.task(task).status == .inProgress)
            let comment = try await bot.call(AddComment.self, say)
            try await crew.pass(seconds: 45, clock)
            try await bot.call(EditComment.self, ["comment_id": comment.id.json, "text": "still"])
            try await crew.pass(seconds: 45, clock)
            for member in [ada, other] { try await member.call(AddComment.self, say) }
            try await crew.pass(seconds: 30, clock)
            #expect(try await ada.task(task).status == .pending)
            // A word is no claim: who comes late with it has the task no more than before.
            try await bot.call(AddComment.self, say)
            #expect(try await ada.task(task).lease == nil)
            #expect(try await crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `its author takes it back, and its place remains`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ada, boss) = (try await crew.worker("@ada"), try await crew.worker("@boss", isAdmin: true))
            let task = try await ada.addTask()
            let comment = try await ada.call(AddComment.self, ["task_id": task.json, "text": "secret"])
            let id: JSONObject = ["comment_id": comment.id.json]
            #expect(await boss.refusal(of: DeleteComment.self, id)?.code == .forbidden)
            #expect(try await ada.call(EditComment.self, id.with("text", "secret")).editedAt == nil)
            for _ in 0..<2 { try await ada.call(DeleteComment.self, id) }
            let places = try await boss.call(ListComments.self, ["task_id": task.json]).elements
            #expect(places.map(\.text) == [nil] && places.first?.deletedAt != nil)
            #expect(await ada.refusal(of: EditComment.self, id.with("text", "x"))?.code == .invalidState)
            #expect(try await ada.actions(on: task) == [.created, .commented, .commentDeleted])
            #expect(try await ada.task(task).comments == 0)
            let log = try await crew.count("SELECT count(*) FROM audit_log WHERE context LIKE '%secret%'")
            #expect(log == 0)
            // Its author goes, and it stays.
            try await ada.call(AddComment.self, ["task_id": task.json, "text": "stays"])
            try await boss.call(DeleteWorker.self, ["id": "@ada"])
            let left = try await boss.call(ListComments.self, ["task_id": task.json]).elements
            #expect(left.map(\.authorID.rawValue) == ["@ada", "@ada"])
        }
    }

    @Test(arguments: Engine.all, Engine.all) func `what is said moves with its database`(
        _ engine: Engine, _ other: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let house = try await House(crew)
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let task = try await ada.addTask()
            try await ada.call(AddComment.self, ["task_id": task.json, "text": "Größe @bot \u{7}"])
            let gone = try await ada.call(AddComment.self, ["task_id": task.json, "text": "gone"])
            try await ada.call(DeleteComment.self, ["comment_id": gone.id.json])
            try await ada.call(AddLink.self, ["task_id": task.json, "url": "https://example.org", "title": "Größe"])
            let open = try await bot.ask(task, ["prompt": "Which?", "kind": "choice", "options": ["ä, b", "\"c\""]])
            let done = try await bot.ask(task, ["prompt": "Why?"])
            try await ada.answer(done, ["text": "So"])
            func told(_ member: CrewMember) async throws -> [String] {
                let id: JSONObject = ["task_id": task.json]
                return try await [
                    member.call(ListComments.self, id).elements.map(\.json.text).joined(),
                    member.call(ListLinks.self, id).elements.map(\.json.text).joined(),
                    member.call(ListQuestions.self, id).elements.map(\.json.text).joined(),
                    member.call(TaskTimeline.self, id.with("limit", 5)).elements.map(\.json.text).joined(),
                ]
            }
            let before = try await told(ada)
            let path = try await house.export(crew.database)
            try await house.importing(path, into: other) { database in
                let moved = try await Crew(on: database)
                let ada = CrewMember(crew: moved, handle: ada.handle, credential: ada.credential)
                let bot = CrewMember(crew: moved, handle: bot.handle, credential: bot.credential)
                #expect(try await told(ada) == before)
                #expect(try await bot.call(MyInbox.self).elements.map { $0.json["kind"] } == ["mention"])
                #expect(try await moved.faults() == [])
                // Numbers go on behind those that were moved.
                try await ada.call(AddComment.self, ["task_id": task.json, "text": "new @bot"])
                try await ada.answer(open, ["choice": "ä, b"])
                try await bot.ask(task, ["prompt": "And?", "blocking": false])
                try await ada.call(AddLink.self, ["task_id": task.json, "url": "https://example.org/2"])
                #expect(try await bot.call(MyInbox.self).elements.count == 2)
            }
        }
    }
}
