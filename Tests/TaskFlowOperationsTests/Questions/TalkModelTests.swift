import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// People and agents who talk at random about tasks that come, go on and go, while time passes: each answer is foretold by a model,
/// and after each step the database holds what the model does.
@Suite(.timeLimit(.minutes(10))) struct TalkModelTests {
    @Test(arguments: Engine.all, [1, 2, 3]) func `what is said stays as it was said, and every question ends once`(
        _ engine: Engine, seed: UInt64
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            var world = try await TalkWorld(crew, clock, seed: seed)
            for _ in 0..<250 {
                try await world.step()
                try await world.check()
            }
            try await world.checkWhole()
            let kinds = Set(world.talk.questions.values.map(\.status))
            #expect(kinds.count >= 4, "\(kinds)")
            #expect(world.talk.comments.count > 20 && world.talk.mentions.count > 10)
        }
    }
}

/// The crew, its tasks, and what the model foretells of them.
struct TalkWorld {
    let crew: Crew
    let clock: TestClock
    var dice: SeededGenerator
    /// An admin, the owner of the project, a member of it, one who only reads there, and strangers to it.
    let members: [String: CrewMember]
    let names = ["@ana", "@ben", "@bot0", "@dora", "@cleo", "@bot1"]
    var tasks: [TaskID] = []
    var talk = Talk()
    var last = ""

    init(_ crew: Crew, _ clock: TestClock, seed: UInt64) async throws {
        self.crew = crew
        self.clock = clock
        dice = SeededGenerator(seed: seed)
        var members: [String: CrewMember] = [:]
        for name in names {
            members[name] = try await crew.worker(
                name, type: name.hasPrefix("@bot") ? .agent : .human, isAdmin: name == "@ana")
        }
        self.members = members
        try await member("@ben").call(CreateProject.self, ["slug": "site"])
        for (name, role) in [("@bot0", "member"), ("@dora", "viewer")] as [(String, JSON)] {
            let input: JSONObject = ["slug": "site", "worker_id": .string(name), "role": role]
            try await member("@ben").call(AddMember.self, input)
        }
        for _ in 0..<6 { try await addTask() }
    }

    func member(_ name: String) throws -> CrewMember { try #require(members[name]) }

    mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &dice)] }
    mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &dice) == 0 }

    mutating func addTask() async throws {
        let isInProject = chance(2)
        let more: JSONObject = isInProject ? ["project_slug": "site"] : [:]
        let id = try await member(isInProject ? "@ben" : pick(["@ben", "@cleo"])).addTask("t", more)
        tasks.append(id)
        if isInProject { talk.inProject.insert(id) }
    }

    mutating func step() async throws {
        let (name, task) = (pick(names), pick(tasks))
        let before = try await crew.talkedOf()
        switch Int.random(in: 0..<22, using: &dice) {
        case 0...3: try await comment(name, task, before)
        case 4, 5: try await editComment(name, before)
        case 6: try await deleteComment(name, before)
        case 7...9: try await ask(name, task, before)
        case 10...12: try await answer(name, before)
        case 13: try await withdraw(name, before)
        case 14: try await wait()
        default: try await move(name, task)
        }
    }
}

// What must hold.
extension TalkWorld {
    mutating func check() async throws {
        let now = try await crew.talkedOf()
        settle(now)
        #expect(now.questions == talk.questions.mapValues(\.status), "after \(last)")
        #expect(now.comments == talk.comments.mapValues { $0.text ?? "-" }, "after \(last)")
        #expect(Set(now.mentions) == talk.mentions && now.mentions.count == talk.mentions.count, "after \(last)")
        for (id, task) in now.tasks {
            #expect((task.blockedKind == "question") == now.parked.contains(id), "task \(id) after \(last)")
        }
        #expect(try await crew.faults() == [], "after \(last)")
        #expect(try await crew.workWithoutLease() == [], "after \(last)")
    }

    /// What follows for questions and comments from what became of the tasks.
    mutating func settle(_ now: TalkedOf) {
        for (id, question) in talk.questions where question.status == "open" {
            if now.tasks[question.task] == nil || now.tasks[question.task]?.status == "completed" {
                talk.questions[id]?.status = "closed"
            } else if let end = question.end, now.questions[id] == "expired" {
                #expect(end <= Timestamp.system().adding(seconds: talk.turned), "question \(id) after \(last)")
                talk.questions[id]?.status = "expired"
            }
        }
        for (id, comment) in talk.comments where now.tasks[comment.task] == nil {
            talk.comments[id] = nil
            talk.mentions = talk.mentions.filter { !$0.hasPrefix("\(id) ") }
        }
    }

    /// What lists, timelines and the audit log tell in the end.
    func checkWhole() async throws {
        let ana = try member("@ana")
        for task in tasks {
            let said = talk.comments.filter { $0.value.task == task }.keys.sorted()
            let texts = said.map { talk.comments[$0]?.text }
            var (listed, cursor): ([TaskComment], JSON?) = ([], nil)
            repeat {
                var input: JSONObject = ["task_id": task.json, "limit": 3]
                if let cursor { input["cursor"] = cursor }
                let page = try await ana.call(ListComments.self, input)
                listed += page.elements
                if case .cursor(let next)? = page.info.next { cursor = .string(next) } else { cursor = nil }
            } while cursor != nil
            #expect(listed.map(\.id.rawValue) == said && listed.map(\.text?.rawValue) == texts)
            let timeline = try await ana.call(TaskTimeline.self, ["task_id": task.json, "limit": 100]).elements
            let entries = timeline.map(\.json).filter { $0["kind"] == "comment" }
            let newest = Array(said.reversed().prefix(entries.count))
            #expect(entries.compactMap { $0["comment_id"]?.integerValue } == newest)
            #expect(entries.map { $0["text"]?.stringValue } == newest.map { talk.comments[$0]?.text })
        }
        let log = try await crew.endings()
        for (id, question) in talk.questions {
            #expect(log[id] ?? [] == (question.status == "open" ? [] : [question.word]), "question \(id)")
        }
    }
}
