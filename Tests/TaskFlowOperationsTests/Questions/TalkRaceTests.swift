import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Two who ask, answer and end questions at the same moment.
@Suite(.timeLimit(.minutes(10))) struct TalkRaceTests {
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
}

extension RacingTalk {
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
