import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A crew of every kind, its tasks, and what the model knows of them.
struct ReviewWorld {
    /// The workers in the order in which they are registered: the first admin answers for agents that nobody registered.
    static let workers: [ReviewModel.Worker] = [
        .init(handle: "@admin", isAdmin: true), .init(handle: "@owner", role: "owner"),
        .init(handle: "@ann", role: "member"), .init(handle: "@ben", role: "member"),
        .init(handle: "@viewer", role: "viewer"), .init(handle: "@stranger"),
        .init(handle: "@annbot", isAgent: true, role: "member", person: "@ann"),
        .init(handle: "@annbot2", isAgent: true, role: "member", person: "@ann"),
        .init(handle: "@benbot", isAgent: true, role: "member", person: "@ben"),
        .init(handle: "@stray", isAgent: true, role: "member", person: "@admin"),
        .init(handle: "@chief", isAgent: true, role: "owner", person: "@admin"),
        .init(handle: "@root", isAgent: true, isAdmin: true, person: "@admin"),
    ]

    let crew: Crew
    private(set) var tasks: [(id: TaskID, work: ReviewModel.Work)] = []
    /// Two keys of each.
    private var doors: [String: [ReviewDoor]] = [:]
    private(set) var counts: [String: Int] = [:]

    init(_ crew: Crew) async throws {
        self.crew = crew
        for worker in Self.workers {
            if let person = worker.person, person != "@admin" {
                _ = try await doors[person]?.first?.member.call(
                    RegisterWorker.self, ["handle": .string(worker.handle)])
            }
            for _ in 0..<2 {
                let member = try await crew.worker(
                    worker.handle, type: worker.isAgent ? .agent : .human, isAdmin: worker.isAdmin)
                doors[worker.handle, default: []].append(ReviewDoor(member))
            }
        }
        let owner = try #require(doors["@owner"]?.first?.member)
        for (slug, rule) in [("open", "anyone"), ("strict", "person")] {
            try await owner.call(CreateProject.self, ["slug": .string(slug), "review_by": .string(rule)])
            for worker in Self.workers where worker.handle != "@owner" { try await join(worker, slug, owner) }
        }
    }

    private func join(_ worker: ReviewModel.Worker, _ slug: String, _ owner: CrewMember) async throws {
        guard let role = worker.role else { return }
        try await owner.call(
            AddMember.self,
            ["slug": .string(slug), "worker_id": .string(worker.handle), "role": .string(role)])
    }

    /// Adds a task as a worker who may.
    mutating func addTask(_ dice: inout SeededGenerator) async throws {
        let place = dice.pick(ReviewModel.Place.allCases)
        let creator = dice.pick(Self.workers.filter { $0.canWork(in: place) }).handle
        var input: JSONObject = ["title": "x"]
        if let slug = place.slug { input["project_slug"] = .string(slug) }
        let id = try await door(creator, &dice).member.call(CreateTask.self, input).id
        tasks.append((id, ReviewModel.Work(place: place, creator: creator)))
    }

    /// Takes a step in the program, through any door and with any key, and compares the outcome with the model's.
    mutating func move(_ dice: inout SeededGenerator) async throws {
        let index = Int.random(in: 0..<tasks.count, using: &dice)
        let (id, work) = tasks[index]
        let worker = dice.pick(Self.workers)
        let step = dice.step(for: work, by: worker)
        let verdict = ReviewModel.verdict(of: step, by: worker, on: work)
        let byTool = Bool.random(using: &dice)
        let code = try await door(worker.handle, &dice).take(step, id, byTool: byTool)
        let isEarly = work.status != "review" && [.approve, .reject].contains(step)
        #expect(
            Self.isExpected(code, verdict, isEarly: isEarly),
            "\(worker.handle) \(step) on \(work), not \(code?.rawValue ?? "done")")
        if case .done(let next) = verdict { tasks[index].work = next }
        counts[Self.kind(of: step, by: worker, work, verdict), default: 0] += 1
        try await compare(tasks[index].work, id)
    }

    /// Has a member leave a project and come back. Its open tasks there are then unassigned, but it has still done their work.
    mutating func leave(_ dice: inout SeededGenerator) async throws {
        let worker = dice.pick(Self.workers.filter { $0.role == "member" })
        let owner = try #require(doors["@owner"]?.first?.member)
        try await owner.call(RemoveMember.self, ["slug": "open", "worker_id": .string(worker.handle)])
        try await join(worker, "open", owner)
        for index in tasks.indices where tasks[index].work.place == .open {
            guard tasks[index].work.assignee == worker.handle, tasks[index].work.status != "completed" else { continue }
            tasks[index].work.assignee = nil
            if tasks[index].work.status == "in_progress" { tasks[index].work.status = "pending" }
            try await compare(tasks[index].work, tasks[index].id)
        }
    }

    private func door(_ handle: String, _ dice: inout SeededGenerator) throws -> ReviewDoor {
        dice.pick(try #require(doors[handle]))
    }

    private func compare(_ work: ReviewModel.Work, _ id: TaskID) async throws {
        let admin = try #require(doors["@admin"]?.first?.member)
        let task = try await admin.call(GetTask.self, ["task_id": id.json]).task
        let hands = try await crew.database.read { tx throws(TaskFlowError) in
            try tx.all("SELECT worker_id FROM task_holders WHERE task_id = \(id)") { $0.text(0) }
        }
        #expect(task.status.rawValue == work.status && task.assignedTo?.rawValue == work.assignee, "\(work)")
        #expect(task.submittedBy?.rawValue == work.handedInBy && Set(hands) == work.hands, "\(work)")
    }

    /// Nobody can judge a task that is not under review, so either refusal will do.
    private static func isExpected(_ code: ErrorCode?, _ verdict: ReviewModel.Verdict, isEarly: Bool) -> Bool {
        switch verdict {
        case .done: code == nil
        case .unseen: code == .notFound
        case .forbidden: code == .forbidden || isEarly && code == .invalidState
        case .impossible: code == .invalidState || code == .assignedToOther
        }
    }

    /// The kind of a step, for the counts: whether it judges work, who judges, and whether that was allowed.
    private static func kind(
        of step: ReviewModel.Step, by worker: ReviewModel.Worker, _ work: ReviewModel.Work,
        _ verdict: ReviewModel.Verdict
    ) -> String {
        guard work.status == "review" else { return "other" }
        switch (step, verdict) {
        case (.approve, .done), (.reject, .done), (.complete, .done):
            return worker.isAgent ? "agent judges" : "person judges"
        case (.patch(_, .some), .done(let next)) where next.status != "review":
            return worker.isAgent ? "agent judges by PATCH" : "person judges by PATCH"
        case (.approve, .forbidden), (.reject, .forbidden), (.complete, .forbidden), (.patch(_, .some), .forbidden):
            return work.hands.contains(worker.handle) ? "own work refused" : "others' work refused"
        default: return "other"
        }
    }
}
