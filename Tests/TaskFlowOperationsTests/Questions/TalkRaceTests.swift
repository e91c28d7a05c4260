import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Two who talk about a task at the same moment, or one who talks while the other ends it.
@Suite(.timeLimit(.minutes(10))) struct TalkRaceTests {
    /// A task that @bot works on, of @ada, who answers for it; @boss is an admin.
    fileprivate struct Talk {
        let race: Race
        let ada: CrewMember
        let boss: CrewMember
        let bot: CrewMember
        let task: TaskID

        var onTask: JSONObject { ["task_id": task.json] }

        func ask(_ more: JSONObject = [:]) async throws -> JSONObject {
            let question = try await bot.call(AskQuestion.self, onTask.adding(["prompt": "Which?"]).adding(more))
            return ["question_id": question.id.json]
        }

        func say(_ text: String = "So it is") async throws -> JSONObject {
            ["comment_id": try await bot.call(AddComment.self, onTask.with("text", .string(text))).id.json]
        }

        func endings() async throws -> [AuditAction] {
            let ends: [AuditAction] = [.answered, .withdrawn, .questionExpired, .questionClosed]
            return try await boss.actions(on: task).filter { ends.contains($0) }
        }
    }

    private func withTalk(_ engine: Engine, _ body: (Talk) async throws -> Void) async throws {
        try await Race.with(engine) { race in
            let (ada, boss) = (try await race.crew.worker("@ada"), try await race.crew.worker("@boss", isAdmin: true))
            let bot = try await race.crew.worker("@bot", type: .agent)
            let task = try await ada.addTask()
            try await bot.call(StartTask.self, ["task_id": task.json])
            try await body(Talk(race: race, ada: ada, boss: boss, bot: bot, task: task))
            #expect(try await race.crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `of an answer and a withdrawal one is done`(_ engine: Engine) async throws {
        try await withTalk(engine) { talk in
            let id = try await talk.ask()
            let outcome = try await talk.race.run(
                talk.ada, AnswerQuestion.self, id.with("text", "a"), talk.bot, WithdrawQuestion.self, id)
            #expect(outcome.first == nil && outcome.second?.code == .alreadyAnswered)
            #expect(try await talk.endings() == [.answered])
        }
        try await withTalk(engine) { talk in
            let id = try await talk.ask()
            let outcome = try await talk.race.run(
                talk.bot, WithdrawQuestion.self, id, talk.ada, AnswerQuestion.self, id.with("text", "a"))
            #expect(outcome.first == nil && outcome.second?.code == .questionClosed)
            #expect(try await talk.ada.task(talk.task).status == .inProgress)
        }
    }

    @Test(arguments: Engine.all) func `two who answer the same are told so, and one answer is there`(
        _ engine: Engine
    ) async throws {
        try await withTalk(engine) { talk in
            let id = try await talk.ask()
            let answer = id.with("text", "a")
            let outcome = try await talk.race.run(
                talk.ada, AnswerQuestion.self, answer, talk.ada, AnswerQuestion.self, answer)
            #expect(outcome.first == nil && outcome.second == nil)
            #expect(try await talk.endings() == [.answered])
        }
    }

    @Test(arguments: Engine.all) func `of an answer and its time one comes first`(_ engine: Engine) async throws {
        try await withTalk(engine) { talk in
            let id = try await talk.ask()
            try await talk.makeOver()
            let outcome = try await talk.race.run(
                first: { crew in await crew.refusalOfExpiry() }, talk.ada, AnswerQuestion.self, id.with("text", "a"))
            #expect(outcome.first == nil && outcome.second?.code == .questionClosed)
            #expect(try await talk.endings() == [.questionExpired])
            #expect(try await talk.ada.task(talk.task).status == .inProgress)
        }
    }

    @Test(arguments: Engine.all) func `the last of two to end unblocks, when they end at once`(
        _ engine: Engine
    ) async throws {
        try await withTalk(engine) { talk in
            let ids = [try await talk.ask(), try await talk.ask()]
            let outcome = try await talk.race.run(
                talk.ada, AnswerQuestion.self, ids[0].with("text", "a"), talk.bot, WithdrawQuestion.self, ids[1])
            #expect(outcome.first == nil && outcome.second == nil)
            let task = try await talk.ada.task(talk.task)
            #expect(task.status == .inProgress && task.openQuestions == 0 && task.lease != nil)
        }
    }

    @Test(arguments: Engine.all) func `a task that goes takes what is said of it along`(_ engine: Engine) async throws {
        let calls: [(any Command.Type, JSONObject)] = [
            (AddComment.self, ["text": "t"]), (AddLink.self, ["url": "https://example.org"]),
            (AskQuestion.self, ["prompt": "p"]), (AskQuestion.self, ["prompt": "p", "blocking": false, "to": "@boss"]),
        ]
        for (call, input) in calls {
            try await withTalk(engine) { talk in
                let outcome = try await talk.race.run(
                    talk.ada, DeleteTask.self, talk.onTask, talk.bot, call, talk.onTask.adding(input))
                #expect(outcome.first == nil && outcome.second?.code == .notFound, "\(call)")
            }
            try await withTalk(engine) { talk in
                let outcome = try await talk.race.run(
                    talk.bot, call, talk.onTask.adding(input), talk.ada, DeleteTask.self, talk.onTask)
                #expect(outcome.first == nil && outcome.second == nil, "\(call)")
                #expect(try await talk.race.crew.count("SELECT count(*) FROM comments") == 0)
                #expect(try await talk.race.crew.count("SELECT count(*) FROM task_links") == 0)
                #expect(try await talk.race.crew.count("SELECT count(*) FROM questions WHERE status = 'open'") == 0)
            }
        }
    }

    @Test(arguments: Engine.all) func `a task that goes while its question is answered`(_ engine: Engine) async throws {
        try await withTalk(engine) { talk in
            let id = try await talk.ask()
            let outcome = try await talk.race.run(
                talk.ada, DeleteTask.self, talk.onTask, talk.boss, AnswerQuestion.self, id.with("text", "a"))
            #expect(outcome.first == nil && outcome.second?.code == .questionClosed)
            #expect(try await talk.endings() == [.questionClosed])
        }
        try await withTalk(engine) { talk in
            let id = try await talk.ask()
            let outcome = try await talk.race.run(
                talk.boss, AnswerQuestion.self, id.with("text", "a"), talk.ada, DeleteTask.self, talk.onTask)
            #expect(outcome.first == nil && outcome.second == nil)
            #expect(try await talk.endings() == [.answered])
        }
    }

    @Test(arguments: Engine.all) func `who asks and who completes do not do both`(_ engine: Engine) async throws {
        try await withTalk(engine) { talk in
            let outcome = try await talk.race.run(
                talk.ada, CompleteTask.self, talk.onTask, talk.bot, AskQuestion.self, talk.onTask.with("prompt", "p"))
            #expect(outcome.first == nil && outcome.second?.code == .invalidState)
        }
        try await withTalk(engine) { talk in
            let outcome = try await talk.race.run(
                talk.bot, AskQuestion.self, talk.onTask.with("prompt", "p"), talk.ada, CompleteTask.self, talk.onTask)
            #expect(outcome.first == nil && outcome.second?.code == .invalidState)
            #expect(try await talk.ada.task(talk.task).openQuestions == 1)
        }
        try await withTalk(engine) { talk in
            let asked: JSONObject = ["prompt": "p", "blocking": false]
            let outcome = try await talk.race.run(
                talk.bot, AskQuestion.self, talk.onTask.adding(asked), talk.ada, CompleteTask.self, talk.onTask)
            #expect(outcome.first == nil && outcome.second == nil)
            #expect(try await talk.endings() == [.questionClosed])
        }
    }

    @Test(arguments: Engine.all) func `who approves what changes at this moment approves nothing`(
        _ engine: Engine
    ) async throws {
        try await withTalk(engine) { talk in
            let id = try await talk.ask(["kind": "approval"])
            let outcome = try await talk.race.run(
                talk.bot, UpdateTask.self, talk.onTask.with("description", "other"),
                talk.ada, AnswerQuestion.self, id.with("approved", true))
            #expect(outcome.first == nil && outcome.second?.code == .approvalStale)
        }
    }

    @Test(arguments: Engine.all) func `a comment is edited and deleted at once`(_ engine: Engine) async throws {
        try await withTalk(engine) { talk in
            let id = try await talk.say()
            let outcome = try await talk.race.run(
                talk.bot, DeleteComment.self, id, talk.bot, EditComment.self, id.with("text", "@ada"))
            #expect(outcome.first == nil && outcome.second?.code == .invalidState)
        }
        try await withTalk(engine) { talk in
            let id = try await talk.say()
            let outcome = try await talk.race.run(
                talk.bot, EditComment.self, id.with("text", "@ada"), talk.bot, DeleteComment.self, id)
            #expect(outcome.first == nil && outcome.second == nil)
            #expect(try await talk.race.crew.count("SELECT count(*) FROM mentions") == 0)
            #expect(try await talk.ada.task(talk.task).comments == 0)
        }
        try await withTalk(engine) { talk in
            let id = try await talk.say()
            let outcome = try await talk.race.run(
                talk.bot, DeleteComment.self, id, talk.bot, DeleteComment.self, id)
            #expect(outcome.first == nil && outcome.second == nil)
            #expect(try await talk.ada.task(talk.task).comments == 0)
        }
    }

    @Test(arguments: Engine.all) func `of two edits the later stays, and a mention is made once`(
        _ engine: Engine
    ) async throws {
        try await withTalk(engine) { talk in
            let id = try await talk.say()
            let outcome = try await talk.race.run(
                talk.bot, EditComment.self, id.with("text", "1 @ada"), talk.bot, EditComment.self,
                id.with("text", "2 @ada"))
            #expect(outcome.first == nil && outcome.second == nil)
            let comment = try await talk.ada.call(ListComments.self, talk.onTask).elements.first
            #expect(comment?.text?.rawValue == "2 @ada")
            #expect(try await talk.race.crew.count("SELECT count(*) FROM mentions") == 1)
        }
    }

    @Test(arguments: Engine.all) func `two who add the hundredth link add one`(_ engine: Engine) async throws {
        func link(_ number: Int) -> JSONObject { ["url": .string("https://example.org/\(number)")] }
        try await withTalk(engine) { talk in
            for number in 1...99 { try await talk.bot.call(AddLink.self, talk.onTask.adding(link(number))) }
            let outcome = try await talk.race.run(
                talk.bot, AddLink.self, talk.onTask.adding(link(100)), talk.ada, AddLink.self,
                talk.onTask.adding(link(101)))
            #expect(outcome.first == nil && outcome.second?.code == .tooLarge)
            // One that is there is no further one.
            try await talk.ada.call(AddLink.self, talk.onTask.adding(link(100)).with("title", "The last"))
            #expect(try await talk.race.crew.count("SELECT count(*) FROM task_links") == 100)
        }
        try await withTalk(engine) { talk in
            let outcome = try await talk.race.run(
                talk.bot, AddLink.self, talk.onTask.adding(link(1)), talk.ada, AddLink.self, talk.onTask.adding(link(1))
            )
            #expect(outcome.first == nil && outcome.second == nil)
            #expect(try await talk.race.crew.count("SELECT count(*) FROM task_links") == 1)
        }
    }

    @Test(arguments: Engine.all) func `who is asked and leaves at this moment is asked no more`(
        _ engine: Engine
    ) async throws {
        let asked: JSONObject = ["prompt": "p", "to": "@eve"]
        try await withTalk(engine) { talk in
            _ = try await talk.race.crew.worker("@eve")
            let outcome = try await talk.race.run(
                talk.bot, AskQuestion.self, talk.onTask.adding(asked), talk.boss, DeleteWorker.self, ["id": "@eve"])
            #expect(outcome.first == nil && outcome.second == nil)
            #expect(try await talk.ada.call(ListQuestions.self, ["to": "me"]).elements.count == 1)
        }
        try await withTalk(engine) { talk in
            _ = try await talk.race.crew.worker("@eve")
            let outcome = try await talk.race.run(
                talk.boss, DeleteWorker.self, ["id": "@eve"], talk.bot, AskQuestion.self, talk.onTask.adding(asked))
            #expect(outcome.first == nil && outcome.second?.code == .validationFailed)
        }
        try await withTalk(engine) { talk in
            let outcome = try await talk.race.run(
                talk.bot, AskQuestion.self, talk.onTask.with("prompt", "p"), talk.boss, DeleteWorker.self,
                ["id": "@ada"])
            #expect(outcome.first == nil && outcome.second == nil)
            #expect(try await talk.boss.call(ListQuestions.self, ["to": "me"]).elements.count == 1)
        }
    }

    @Test(arguments: Engine.all) func `who is mentioned or speaks goes at this moment`(_ engine: Engine) async throws {
        for name in ["@ada", "@bot"] {
            try await withTalk(engine) { talk in
                let outcome = try await talk.race.run(
                    talk.bot, AddComment.self, talk.onTask.with("text", "@ada"), talk.boss, DeleteWorker.self,
                    ["id": .string(name)])
                #expect(outcome.first == nil && outcome.second == nil)
                #expect(
                    try await talk.boss.call(ListComments.self, talk.onTask).elements.first?.authorID.rawValue == "@bot"
                )
            }
            try await withTalk(engine) { talk in
                let outcome = try await talk.race.run(
                    talk.boss, DeleteWorker.self, ["id": .string(name)],
                    talk.bot, AddComment.self, talk.onTask.with("text", "@ada"))
                // A speaker who was let in before it was deleted may still be heard.
                let code = outcome.second?.code
                #expect(outcome.first == nil && (code == nil || name == "@bot" && code == .unauthenticated))
                let mentioned = try await talk.race.crew.count(
                    "SELECT count(*) FROM mentions WHERE worker_id = \(name)")
                #expect(mentioned == 0)
            }
        }
    }
}

extension TalkRaceTests.Talk {
    /// Lets the time of all questions be over.
    fileprivate func makeOver() async throws {
        try await race.crew.database.write { tx throws(TaskFlowError) in
            try tx.execute("UPDATE questions SET expires_at = created_at")
        }
    }
}

extension Crew {
    fileprivate func refusalOfExpiry() async -> TaskFlowError? {
        do throws(TaskFlowError) {
            try await database.write { tx throws(TaskFlowError) in _ = try QuestionExpiry.sweep(in: tx) }
            return nil
        } catch { return error }
    }
}
