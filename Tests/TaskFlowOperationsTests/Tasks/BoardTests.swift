import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

@Suite struct BoardTests {
    @Test(arguments: Engine.all) func `columns hold the heads of their lists, and next goes on in them`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let priorities = ["low", "critical", "medium", "high"]
            for index in 0..<60 {
                var more: JSONObject = ["priority": .string(priorities[index % 4])]
                if index % 3 == 0 { more["due_date"] = .string("2026-12-\(10 + index % 20)") }
                let id = try await ana.addTask("Task \(index)", more)
                if index < 5 { try await ana.call(StartTask.self, ["task_id": id.json]) }
                if index < 3 { try await ana.call(CompleteTask.self, ["task_id": id.json]) }
            }
            let board = try await ana.call(Board.self)
            #expect(board.columns.map(\.status) == [.pending, .inProgress, .blocked, .review, .completed])
            #expect(board.columns.map(\.total) == [55, 2, 0, 0, 3])
            let pending = try #require(board.columns.first)
            let query: JSONObject = ["status": ["pending"], "sort": "urgency"]
            let list = try await ana.call(ListTasks.self, query.with("limit", 100)).elements
            #expect(pending.tasks.count == 50 && pending.tasks.map(\.id) == list.prefix(50).map(\.id))
            let cursor = try #require(pending.next)
            let rest = try await ana.call(ListTasks.self, query.with("cursor", .string(cursor))).elements
            #expect(rest.map(\.id) == list.dropFirst(50).map(\.id))
            let completed = board.columns[4].tasks.map(\.completedAt)
            #expect(completed == completed.sorted { ($0?.milliseconds ?? 0) > ($1?.milliseconds ?? 0) })
            #expect(EventCursor(board.cursor) != nil)
        }
    }

    @Test(arguments: Engine.all) func `filters narrow it, and what is missing is refused`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let bo = try await crew.worker("@bo")
            try await ana.call(CreateProject.self, ["slug": "site", "name": "Site"])
            _ = try await ana.addTask("Inside", ["project_slug": "site", "tags": ["a"]])
            _ = try await ana.addTask("Outside", ["tags": ["a"]])
            func titles(_ member: CrewMember, _ input: JSONObject = [:]) async throws -> [String] {
                let board = try await member.call(Board.self, input)
                #expect(board.columns[0].total == board.columns[0].tasks.count)
                return board.columns[0].tasks.map(\.title.rawValue)
            }
            #expect(try await titles(ana) == ["Inside", "Outside"])
            #expect(try await titles(ana, ["project": "site"]) == ["Inside"])
            #expect(try await titles(ana, ["q": "out"]) == ["Outside"])
            #expect(try await titles(bo, ["tag": ["a"]]) == ["Outside"])
            for input: JSONObject in [["project": "site"], ["assigned_to": "@nobody"], ["sort": "size"]] {
                #expect(await bo.refusal(of: Board.self, input)?.code == .validationFailed)
            }
        }
    }

    @Test(arguments: Engine.all) func `events go on behind a board without a gap`(_ engine: Engine) async throws {
        try await withEvents(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let before = try await ana.addTask("Before")
            let board = try await ana.call(Board.self)
            let after = try await ana.addTask("After")
            let hearing = try await stage.hearing(ana, ["after": .string(board.cursor)])
            listen(hearing)
            try await hearing.hears(count: 1)
            #expect(hearing.told == ["created \(after)"] && board.columns[0].tasks.map(\.id) == [before])
        }
    }
}

@Suite struct TaskStepsTests {
    @Test(arguments: Engine.all) func `each step says where it leads, or why not in the server's words`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let bo = try await crew.worker("@bo")
            let id = try await ana.addTask("A task", ["assigned_to": "@bo"])
            let steps = try await ana.call(TaskSteps.self, ["task_id": id.json]).steps
            let start = try #require(steps.first { $0.verb == "start" })
            let refused = await ana.refusal(of: StartTask.self, ["task_id": id.json])
            #expect(!start.allowed && start.to == .inProgress && start.why == refused?.message)
            #expect(steps.first { $0.verb == "block" }?.to == .blocked)
            #expect(steps.first { $0.verb == "submit" }?.to == nil)
            try await bo.call(StartTask.self, ["task_id": id.json])
            let mine = try await bo.call(TaskSteps.self, ["task_id": id.json]).steps.filter(\.allowed)
            #expect(mine.map(\.verb) == ["progress", "submit", "complete", "block", "release"])
            #expect(mine.map { $0.to } == [.inProgress, .review, .completed, .blocked, .pending])
        }
    }
}

@Suite struct TimelineTests {
    @Test(arguments: Engine.all) func `a timeline tells who, by which door, what changed and why`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let claude = try await crew.worker("@claude", type: .agent)
            let id = try await ana.addTask("First")
            try await ana.call(UpdateTask.self, ["task_id": id.json, "title": "Second"], via: .web)
            try await claude.call(StartTask.self, ["task_id": id.json], via: .mcp)
            try await claude.call(BlockTask.self, ["task_id": id.json, "reason": "No key"], via: .mcp)
            let entries = try await ana.call(TaskTimeline.self, ["task_id": id.json]).elements
            #expect(entries.map(\.action.rawValue) == ["blocked", "started", "updated", "created"])
            #expect(entries[0].text == "No key" && entries[0].actorName == "@claude" && entries[0].via == .mcp)
            #expect(entries[0].changes["status"]?["after"] == "blocked" && entries[0].actorType == .agent)
            #expect(entries[2].changes["title"] == ["before": "First", "after": "Second"])
            let page = try await ana.call(TaskTimeline.self, ["task_id": id.json, "limit": 3])
            guard case .cursor(let cursor)? = page.info.next else { return #expect(Bool(false)) }
            let last = try await ana.call(TaskTimeline.self, ["task_id": id.json, "cursor": .string(cursor)])
            #expect(last.elements.map(\.action.rawValue) == ["created"])
            let narrow = try await crew.worker("@narrow", type: .agent, scopes: Scopes([.auditRead]))
            #expect(await narrow.refusal(of: TaskTimeline.self, ["task_id": id.json])?.code == .insufficientScope)
        }
    }
}
