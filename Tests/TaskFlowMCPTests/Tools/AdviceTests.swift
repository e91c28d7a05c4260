import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// No refusal sends an agent in a circle: what it advises can be done. Every step is tried in every state, on a task that is
/// mine, another's and nobody's, by every kind of caller; where it is refused, each piece of advice is taken at its word.
@Suite(.timeLimit(.minutes(10))) struct AdviceTests {
    /// Who asks.
    enum Asker: String, CaseIterable, Sendable {
        case agent, person, creator, admin, viewer, projectOwner
    }

    enum Holder: String, CaseIterable, Sendable {
        case mine, anothers, nobodys
    }

    private static let steps: [(tool: String, arguments: JSONObject)] = [
        ("claim_task", [:]), ("update_progress", ["percent": 10]), ("submit_task", [:]), ("approve_task", [:]),
        ("reject_task", ["reason": "r"]), ("complete_task", [:]), ("block_task", ["reason": "r"]),
        ("unblock_task", [:]),
        ("release_task", [:]), ("assign_task", ["assignee": .null]),
        ("update_task", ["status": "pending", "reason": "r"]),
        ("update_task", ["status": "in_progress", "reason": "r"]), ("update_task", ["status": "review"]),
        ("update_task", ["status": "completed"]), ("update_task", ["status": "blocked", "reason": "r"]),
        ("update_task", ["progress_percent": 5]),
    ]

    /// Outside a project there are no owners and no viewers.
    private static let stages: [(Asker, String?)] = Asker.allCases.flatMap { asker -> [(Asker, String?)] in
        let places: [String?] = asker == .viewer || asker == .projectOwner ? [] : [nil]
        return (places + ["plain", "reviewed"]).map { (asker, $0) }
    }

    @Test(arguments: stages)
    func `whatever a refusal advises can be done`(_ asker: Asker, _ project: String?) async throws {
        try await withCrew { crew in
            let stage = try await AdviceStage(crew, asker, project)
            var refused = 0
            for status in TaskStatus.allCases {
                for holder in Holder.allCases where stage.isPossible(status, holder) {
                    for (tool, arguments) in Self.steps {
                        let id = try await stage.task(status, holder)
                        let result = try await stage.me.call(tool, arguments.with("task_id", id))
                        guard result["isError"] == true else { continue }
                        refused += 1
                        let words = result["content"]?[0]?["text"]?.stringValue ?? ""
                        // An unassigned task goes from review to pending only with a reason, so the refusal asks for one.
                        if words.hasPrefix("The arguments are not valid") { continue }
                        try await take(words, status, holder, stage, id, "\(asker) \(project ?? "-") \(holder) \(tool)")
                    }
                }
            }
            #expect(refused > 60)
        }
    }

    /// Follows each piece of advice, on a new task in the state of the refused one.
    private func take(
        _ words: String, _ status: TaskStatus, _ holder: Holder, _ stage: AdviceStage, _ id: JSON, _ place: String
    ) async throws {
        #expect(
            !words.contains("held by you, ask") && !words.contains("assigned to you. Leave it"), "\(place): \(words)")
        if words.contains("ask them to release") { #expect(holder == .anothers && status == .inProgress, "\(place)") }
        let names = Self.steps.map(\.tool) + ["list_tasks", "get_task"]
        let advice = words.split(whereSeparator: { !($0.isLetter || $0 == "_") }).map(String.init)
        let tools = Set(advice.filter(names.contains))
        #expect(
            !tools.isEmpty || words.contains("another worker reviews") || words.contains("ask them"),
            "\(place): \(words)")
        for tool in tools.sorted() {
            if tool == "list_tasks" {
                // The task that was refused is not among the free ones.
                guard words.contains("unassigned=true") else { continue }
                let rows = try await stage.me.call(
                    "list_tasks", ["status": "pending", "unassigned": true, "limit": 100])
                let ids = rows["structuredContent"]?["tasks"]?.arrayValue?.map { $0["id"] ?? .null } ?? []
                #expect(holder == .nobodys || !ids.contains(id), "\(place): \(words)")
                continue
            }
            let twin = try await stage.task(status, holder)
            var arguments = Self.steps.first { $0.tool == tool }?.arguments ?? [:]
            if tool == "update_task" { arguments = ["status": "pending"] }
            let result = try await stage.me.call(tool, arguments.with("task_id", twin))
            #expect(result["isError"] == false, "\(place) says: \(words)\nbut \(tool) is refused: \(result.text)")
        }
    }

    @Test func `a pending task that is another's is not among the free ones that the refusal names`() async throws {
        try await withCrew { crew in
            let ada = try await crew.worker("@ada")
            let me = Door(try await crew.worker("@claude", type: .agent))
            let id = try await ada.addTask("Hers", ["assigned_to": "@ada"])
            let words = try await me.refusal("claim_task", ["task_id": id.json])
            #expect(
                words
                    == "Task 1 is assigned to @ada. Call list_tasks with status=pending and unassigned=true for free work."
            )
            let free = try await me.call("list_tasks", ["status": "pending", "unassigned": true])
            #expect(free["structuredContent"]?["tasks"] == [])
        }
    }

    @Test func `nobody is sent past a question: the way on is to wait for its answer`() async throws {
        try await withCrew { crew in
            let (ada, claude) = (try await crew.worker("@ada"), try await crew.worker("@claude", type: .agent))
            let me = Door(claude)
            let task = try await ada.addTask("Asked about")
            try await claude.call(StartTask.self, ["task_id": task.json])
            try await claude.call(AskQuestion.self, ["task_id": task.json, "prompt": "Which?"])
            let calls: [(String, JSONObject)] = [
                ("update_progress", ["task_id": task.json, "percent": 5]), ("submit_task", ["task_id": task.json]),
                ("claim_task", ["task_id": task.json]),
            ]
            for (tool, arguments) in calls {
                let words = try await me.refusal(tool, arguments)
                #expect(words.contains("waits for an answer: wait_for_changes tells when it comes"), "\(words)")
                #expect(!words.contains("unblock_task"), "\(words)")
            }
            let brief = try await me.brief(of: task)
            #expect(brief.contains("You may: unblock_task (goes on unanswered), comment_task, ask_question\n"))
            try await claude.call(UnblockTask.self, ["task_id": task.json])
            try await claude.call(CompleteTask.self, ["task_id": task.json])
            let over = try await me.brief(of: task)
            #expect(over.contains("You may: update_task status=pending, comment_task\n"), "\(over)")
        }
    }

    @Test func `a completed parent is reopened, not looked for among subtasks`() async throws {
        try await withCrew { crew in
            let ada = try await crew.worker("@ada", isAdmin: true)
            let me = Door(ada)
            let parent = try await ada.addTask("Parent")
            try await ada.call(StartTask.self, ["task_id": parent.json])
            let child = try await ada.addTask("Child", ["parent_id": parent.json])
            #expect(
                try await me.refusal("complete_task", ["task_id": parent.json]).contains(
                    "Call list_tasks with parent_id=\(parent) to see the subtasks: they must be completed first."))
            for id in [child, parent] {
                if id == child { try await ada.call(StartTask.self, ["task_id": id.json]) }
                try await ada.call(CompleteTask.self, ["task_id": id.json])
            }
            let other = try await ada.addTask("Other")
            let calls: [(String, JSONObject)] = [
                ("create_task", ["title": "x", "parent_id": parent.json]),
                ("update_task", ["task_id": other.json, "parent_id": parent.json]),
                ("update_task", ["task_id": child.json, "status": "pending"]),
            ]
            for (tool, arguments) in calls {
                let words = try await me.refusal(tool, arguments)
                #expect(
                    words.contains("Call update_task with task_id=\(parent) and status=pending to reopen it"),
                    "\(words)")
            }
            _ = try await me.call("update_task", ["task_id": parent.json, "status": "pending"])
            for (tool, arguments) in calls { #expect(try await me.call(tool, arguments)["isError"] == false) }
        }
    }
}

extension Door {
    /// The text of a brief, with its last line ended.
    fileprivate func brief(of task: TaskID) async throws -> String {
        let told = try await call("get_task", ["task_id": task.json])["content"]?[0]?["text"]?.stringValue
        return try #require(told) + "\n"
    }
}

/// A caller, and the others who bring tasks into any state.
private struct AdviceStage {
    let me: Door
    private let asker: AdviceTests.Asker
    private let project: String?
    private let admin: CrewMember
    private let other: CrewMember

    init(_ crew: Crew, _ asker: AdviceTests.Asker, _ project: String?) async throws {
        self.asker = asker
        self.project = project
        admin = try await crew.worker("@admin", isAdmin: true)
        other = try await crew.worker("@gemini", type: .agent)
        let member = try await crew.worker(
            "@me", type: asker == .agent ? .agent : .human, isAdmin: asker == .admin)
        me = Door(member)
        guard let project else { return }
        let isReviewed = project == "reviewed"
        try await admin.call(CreateProject.self, ["slug": .string(project), "review_required": .bool(isReviewed)])
        let role = asker == .viewer ? "viewer" : asker == .projectOwner ? "owner" : "member"
        let members = [("@me", role), ("@gemini", "member")]
        for (worker, role) in members {
            try await admin.call(
                AddMember.self, ["slug": .string(project), "worker_id": .string(worker), "role": .string(role)])
        }
    }

    /// Whether a task can be in this state with this holder, and the caller be that holder.
    func isPossible(_ status: TaskStatus, _ holder: AdviceTests.Holder) -> Bool {
        if status == .inProgress, holder == .nobodys { return false }
        // Viewers hold nothing.
        return asker != .viewer || holder != .mine
    }

    /// An agent holds a hundred tasks at most.
    private func makeRoom(_ worker: CrewMember) async throws {
        let held: JSONObject = ["assigned_to": .string(worker.handle), "status": ["in_progress"], "limit": 100]
        let tasks = try await admin.call(ListTasks.self, held).elements
        if tasks.count < 90 { return }
        for task in tasks.dropFirst(10) { try await admin.call(DeleteTask.self, ["task_id": task.id.json]) }
    }

    /// A new task in that state.
    func task(_ status: TaskStatus, _ holder: AdviceTests.Holder) async throws -> JSON {
        let creator = asker == .creator ? me.member : admin
        let id = try await creator.addTask("x", project.map { ["project_slug": .string($0)] } ?? [:])
        let ref: JSONObject = ["task_id": id.json]
        let worker = holder == .mine ? me.member : other
        if worker.handle == other.handle || asker == .agent { try await makeRoom(worker) }
        switch status {
        case .pending: break
        case .blocked where holder == .nobodys: try await admin.call(BlockTask.self, ref.with("reason", "r"))
        default:
            try await worker.call(StartTask.self, ref)
            if status == .blocked { try await worker.call(BlockTask.self, ref.with("reason", "r")) }
            if status == .review || status == .completed { try await worker.call(SubmitTask.self, ref) }
            if status == .completed { try await admin.call(ApproveTask.self, ref) }
        }
        if status == .pending, holder != .nobodys {
            try await admin.call(AssignTask.self, ref.with("assignee", .string(worker.handle)))
        }
        if status == .review, holder == .nobodys { try await admin.call(AssignTask.self, ref.with("assignee", .null)) }
        return id.json
    }
}

extension JSONObject {
    fileprivate func with(_ name: String, _ value: JSON) -> JSONObject {
        var object = self
        object[name] = value
        return object
    }
}
