import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Two who comment, link and leave at the same moment.
@Suite(.timeLimit(.minutes(10))) struct WordRaceTests {
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
