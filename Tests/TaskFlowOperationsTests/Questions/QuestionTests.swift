import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Questions about a task, and the task that waits for them.
@Suite struct QuestionTests {
    @Test(arguments: Engine.all) func `a blocking question parks the task, and its answer lets it go on`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let task = try await ada.addTask()
            let generation = try #require(try await bot.claimed().lease?.generation)
            let missing = await bot.refusal(of: AskQuestion.self, ["task_id": task.json, "prompt": "Which?"])
            #expect(missing?.issues.first?.location == [.name("body"), .name("generation")])
            let question = try await bot.ask(task, ["prompt": "Which?", "generation": generation.json])
            #expect(
                question.to?.rawValue == "@ada" && question.status == .open && question.blocking
                    && question.kind == .question)
            let parked = try await ada.task(task)
            #expect(
                parked.status == .blocked && parked.blockedKind == .question && parked.assignedTo?.rawValue == "@bot")
            #expect(parked.openQuestions == 1 && parked.lease == nil && parked.version == 3)
            #expect(parked.remark?.action == .asked && parked.remark?.text.rawValue == "Which?")
            #expect(try await bot.claim().json["task"] == .null)
            let answered = try await ada.answer(question, ["text": "This one"])
            #expect(answered.status == .answered && answered.answer?.text?.rawValue == "This one")
            #expect(answered.answeredBy?.rawValue == "@ada" && answered.answeredAt != nil)
            let free = try await ada.task(task)
            #expect(free.status == .inProgress && free.blockedKind == nil && free.openQuestions == 0)
            #expect(free.lease?.generation == generation && free.version == 4)
            let beat = try await bot.call(Heartbeat.self, ["task_id": task.json, "generation": generation.json])
            #expect(beat.json["signals"] == ["answered", "changed"])
            let again = try await bot.call(Heartbeat.self, ["task_id": task.json, "generation": generation.json])
            #expect(again.json["signals"] == [])
            #expect(try await ada.actions(on: task) == [.created, .claimed, .asked, .answered])
            #expect(try await crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `the last of several to end unblocks, however it ends`(_ engine: Engine)
        async throws
    {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let task = try await ada.addTask()
            try await bot.take(StartTask.self, task)
            let now = Timestamp.system().adding(seconds: 3_600)
            let first = try await bot.ask(task, ["prompt": "1"])
            let second = try await bot.ask(task, ["prompt": "2", "expires_at": now.json])
            let third = try await bot.ask(task, ["prompt": "3", "blocking": false])
            let fourth = try await bot.ask(task, ["prompt": "4"])
            let parked = try await ada.task(task)
            #expect(parked.openQuestions == 4 && parked.version == 3)
            try await ada.answer(first, ["text": "x"])
            try await bot.call(WithdrawQuestion.self, ["question_id": fourth.id.json])
            #expect(try await ada.task(task).status == .blocked)
            clock.turn(seconds: 3_700)
            try await crew.expire()
            let free = try await ada.task(task)
            #expect(free.status == .inProgress && free.openQuestions == 1)
            #expect(try await ada.call(GetQuestion.self, ["question_id": second.id.json]).status == .expired)
            #expect(await ada.answerRefusal(second, ["text": "late"])?.code == .questionClosed)
            try await bot.take(CompleteTask.self, task)
            #expect(try await ada.call(GetQuestion.self, ["question_id": third.id.json]).status == .closed)
            #expect(await ada.answerRefusal(third, ["text": "late"])?.code == .questionClosed)
            #expect(try await ada.task(task).status == .completed)
            let rows = try await ada.audit(of: task)
            #expect(
                rows.suffix(5).map(\.action) == [.answered, .withdrawn, .questionExpired, .completed, .questionClosed])
            #expect(rows.last?.context["question_id"] == third.id.json)
            #expect(try await crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `it is answered once, and the same answer again is no fault`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ada, boss) = (try await crew.worker("@ada"), try await crew.worker("@boss", isAdmin: true))
            let bot = try await crew.worker("@bot", type: .agent)
            let task = try await ada.addTask()
            let question = try await bot.ask(
                task, ["prompt": "Red or blue?", "kind": "choice", "options": ["red", "blue"], "blocking": false])
            for input in [["text": "red"], ["choice": "green"], ["choice": "red", "approved": true]] as [JSONObject] {
                #expect(await ada.answerRefusal(question, input)?.code == .validationFailed, "\(input)")
            }
            try await ada.answer(question, ["choice": "red"])
            #expect(try await ada.answer(question, ["choice": "red"]).answeredBy?.rawValue == "@ada")
            let other = await ada.answerRefusal(question, ["choice": "blue"])
            #expect(other?.code == .alreadyAnswered && other?.message.contains("red") == true)
            #expect(await boss.answerRefusal(question, ["choice": "red"])?.code == .alreadyAnswered)
            let withdrawal = await bot.refusal(of: WithdrawQuestion.self, ["question_id": question.id.json])
            #expect(withdrawal?.code == .alreadyAnswered)
            #expect(try await crew.count("SELECT count(*) FROM audit_log WHERE action = 'answered'") == 1)
        }
    }

    @Test(arguments: Engine.all) func `two persons answer at the same moment, and one is told so`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let people = try await (crew.worker("@ada"), crew.worker("@boss", isAdmin: true))
            let bot = try await crew.worker("@bot", type: .agent)
            for round in 0..<5 {
                let task = try await people.0.addTask("\(round)")
                let question = try await bot.ask(task, ["prompt": "Which?"])
                async let first = people.0.answerRefusal(question, ["text": "mine"])
                async let second = people.1.answerRefusal(question, ["text": "mine too"])
                let refusals = await [first, second].compactMap(\.self)
                #expect(refusals.map(\.code) == [.alreadyAnswered])
            }
            #expect(try await crew.count("SELECT count(*) FROM audit_log WHERE action = 'answered'") == 5)
            #expect(try await crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `an approval of work that has changed since is stale, a no is not`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let task = try await ada.addTask()
            try await bot.take(StartTask.self, task)
            let input: JSONObject = ["prompt": "Deploy?", "kind": "approval", "subject": "commit 1", "blocking": false]
            let (first, second) = (try await bot.ask(task, input), try await bot.ask(task, input))
            #expect(first.revision == 1 && first.subject?.rawValue == "commit 1")
            // Neither progress nor a new priority makes it another work.
            try await bot.call(UpdateProgress.self, ["task_id": task.json, "percent": 10])
            try await ada.patch(task, ["priority": "high"])
            try await ada.answer(first, ["approved": true])
            try await ada.patch(task, ["description": "Something else"])
            #expect(await ada.answerRefusal(second, ["approved": true])?.code == .approvalStale)
            try await ada.answer(second, ["approved": false, "text": "Not that"])
            let third = try await bot.ask(task, input)
            #expect(third.revision == 2)
            try await bot.take(SubmitTask.self, task)
            #expect(await ada.answerRefusal(third, ["approved": true])?.code == .approvalStale)
        }
    }

    @Test(arguments: Engine.all) func `unblocked by hand, the question stays and blocks no more`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let task = try await ada.addTask()
            try await bot.take(StartTask.self, task)
            let question = try await bot.ask(task, ["prompt": "Which?"])
            try await ada.take(UnblockTask.self, task)
            let open = try await ada.call(GetQuestion.self, ["question_id": question.id.json])
            #expect(open.status == .open && !open.blocking)
            try await bot.call(BlockTask.self, ["task_id": task.json, "reason": "Rain"])
            try await ada.answer(question, ["text": "This"])
            let task2 = try await ada.task(task)
            #expect(task2.status == .blocked && task2.blockedKind == .reason && task2.openQuestions == 0)
            #expect(
                await bot.refusal(of: AskQuestion.self, ["task_id": task.json, "prompt": "x"])?.code == .invalidState)
            #expect(try await crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `a deleted task closes its questions, and they are seen still`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let task = try await ada.addTask()
            let question = try await bot.ask(task, ["prompt": "Which?"])
            try await ada.call(DeleteTask.self, ["task_id": task.json])
            #expect(try await bot.call(GetQuestion.self, ["question_id": question.id.json]).status == .closed)
            #expect(await ada.answerRefusal(question, ["text": "x"])?.code != nil)
            let rows = try await bot.audit(of: task)
            #expect(rows.suffix(2).map(\.action) == [.questionClosed, .deleted])
            #expect(try await crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `a worker who leaves is asked no more`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ada, eve) = (try await crew.worker("@ada", isAdmin: true), try await crew.worker("@eve"))
            let bot = try await crew.worker("@bot", type: .agent)
            let task = try await ada.addTask()
            let question = try await bot.ask(task, ["prompt": "Which?", "to": "@eve"])
            #expect(await bot.answerRefusal(question, ["text": "x"])?.code == .forbidden)
            #expect(question.to?.rawValue == "@eve")
            try await ada.call(DeleteWorker.self, ["id": "@eve"])
            #expect(try await ada.call(GetQuestion.self, ["question_id": question.id.json]).to?.rawValue == "@ada")
            let mine = try await ada.call(ListQuestions.self, ["status": "open", "to": "me"]).elements
            #expect(mine.map(\.id) == [question.id])
            _ = eve
        }
    }

    @Test(arguments: Engine.all) func `a late holder who asks has the task still when the answer comes`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let task = try await ada.addTask()
            let generation = try #require(try await bot.claimed().lease?.generation)
            try await crew.pass(seconds: 1_900, clock)
            #expect(try await ada.task(task).status == .pending)
            let question = try await bot.ask(task, ["prompt": "Which?", "generation": generation.json])
            #expect(try await ada.actions(on: task).suffix(3) == [.leaseExpired, .started, .asked])
            try await ada.answer(question, ["text": "This"])
            let held = try await ada.task(task)
            #expect(held.status == .inProgress && held.assignedTo?.rawValue == "@bot")
            #expect(held.lease?.generation == generation)
            try await crew.pass(seconds: 1_900, clock)
            #expect(try await ada.task(task).status == .pending)
            #expect(try await crew.faults() == [])
        }
    }

    @Test func `who asks whom what is looked at before anything is written`() async throws {
        try await withCrew { crew in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            _ = try await crew.worker("@stranger")
            try await ada.call(CreateProject.self, ["slug": "site"])
            try await ada.call(AddMember.self, ["slug": "site", "worker_id": "@bot", "role": "member"])
            let task = try await ada.addTask("x", ["project_slug": "site"])
            let faults: [(JSONObject, String)] = [
                (["to": "@nobody"], "to"), (["to": "@stranger"], "to"), (["to": "me"], "to"),
                (["kind": "choice"], "options"), (["kind": "choice", "options": ["a", "a"]], "options"),
                (["options": ["a", "b"]], "options"), (["subject": "x"], "subject"),
                (["expires_at": "2001-01-01"], "expires_at"), (["expires_at": "2200-01-01"], "expires_at"),
                (["prompt": " "], "prompt"), (["kind": "wish"], "kind"),
            ]
            for (input, member) in faults {
                let asked: JSONObject = ["task_id": task.json, "prompt": "p"]
                let refusal = await bot.refusal(of: AskQuestion.self, asked.adding(input))
                #expect(
                    refusal?.issues.first?.location == [.name("body"), .name(member)], "\(input) \(refusal as Any)")
            }
            let own = await ada.refusal(of: AskQuestion.self, ["task_id": task.json, "prompt": "p"])
            #expect(own?.issues.first?.location == [.name("body"), .name("to")])
            #expect(try await crew.count("SELECT count(*) FROM questions") == 0)
            #expect(try await ada.task(task).version == 1)
        }
    }

    @Test(arguments: Engine.all) func `lists are filtered, and a task with a question is found`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let (one, two) = (try await ada.addTask("1"), try await ada.addTask("2"))
            let first = try await bot.ask(one, ["prompt": "1", "blocking": false])
            let second = try await bot.ask(one, ["prompt": "2", "kind": "approval"])
            func ids(_ filter: JSONObject) async throws -> [QuestionID] {
                try await ada.call(ListQuestions.self, filter).elements.map(\.id)
            }
            #expect(try await ids([:]) == [second.id, first.id])
            #expect(try await ids(["kind": "approval"]) == [second.id])
            #expect(try await ids(["task_id": two.json]) == [])
            #expect(try await ids(["task_id": one.json, "limit": 1]) == [second.id])
            try await ada.answer(second, ["approved": true])
            #expect(try await ids(["status": "open", "to": "@ada"]) == [first.id])
            #expect(try await ids(["status": "answered"]) == [second.id])
            #expect(try await ada.call(ListTasks.self, ["has_question": "true"]).elements.map(\.id) == [one])
            #expect(try await ada.call(ListTasks.self, ["has_question": "false"]).elements.map(\.id) == [two])
            let fault = await ada.refusal(of: ListQuestions.self, ["to": "@nobody"])
            #expect(fault?.issues.first?.location == [.name("query"), .name("to")])
        }
    }
}

extension CrewMember {
    @discardableResult
    func ask(_ task: TaskID, _ input: JSONObject) async throws -> Question {
        try await call(AskQuestion.self, input.with("task_id", task.json))
    }

    @discardableResult
    func answer(_ question: Question, _ input: JSONObject) async throws -> Question {
        try await call(AnswerQuestion.self, input.with("question_id", question.id.json))
    }

    func answerRefusal(_ question: Question, _ input: JSONObject) async -> TaskFlowError? {
        await refusal(of: AnswerQuestion.self, input.with("question_id", question.id.json))
    }
}

extension Crew {
    /// Ends the questions whose time is over.
    func expire() async throws {
        while try await database.write({ tx throws(TaskFlowError) in try QuestionExpiry.sweep(in: tx) }) {}
    }
}
