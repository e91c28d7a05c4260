import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

/// The condition of a claim and the refusal come from one rule: they agree on every task, every caller and every version.
@Suite struct StartRuleTests {
    @Test(arguments: Engine.all)
    func `condition and refusal agree`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let members = try await Self.members(of: crew)
            let tasks = try await Self.tasks(of: members)
            var outcomes: Set<String> = []
            for task in tasks {
                for member in members {
                    for version in [nil, .any, .versions([1]), .versions([2, 3]), .versions([])] as [VersionMatch?] {
                        let (isFound, refusal) = try await Self.judge(task, by: member, version)
                        #expect(isFound == (refusal == nil), "\(task) \(member.handle) \(String(describing: version))")
                        outcomes.insert(refusal.map { "\($0.code)" } ?? "started")
                    }
                }
            }
            // Each clause has refused something, and something may be started.
            let expected: Set = [
                "started", "notFound", "forbidden", "preconditionFailed", "invalidState", "assignedToOther",
            ]
            #expect(outcomes == expected)
        }
    }

    /// Every role in a project, and those without any.
    private static func members(of crew: Crew) async throws -> [CrewMember] {
        let owner = try await crew.worker("@owner")
        var members = [owner]
        try await owner.call(CreateProject.self, ["slug": "place"])
        for (handle, role, type) in [("@member", "member", WorkerType.agent), ("@viewer", "viewer", .human)] {
            members.append(try await crew.worker(handle, type: type))
            try await owner.call(
                AddMember.self, ["slug": "place", "worker_id": .string(handle), "role": .string(role)])
        }
        members.append(try await crew.worker("@stranger", type: .agent))
        members.append(try await crew.worker("@admin", isAdmin: true))
        return members
    }

    /// Tasks in a project and outside, assigned to somebody and to nobody, in every status.
    private static func tasks(of members: [CrewMember]) async throws -> [TaskID] {
        var tasks: [TaskID] = []
        for place in [JSONObject(), ["project_slug": "place"]] {
            for assignee in [nil, "@owner", "@member"] as [String?] where assignee == nil || !place.members.isEmpty {
                for status in TaskStatus.allCases {
                    let more = assignee.map { place.with("assigned_to", .string($0)) } ?? place
                    let task = try await members[0].addTask("A task", more)
                    try await bring(task, to: status, members)
                    tasks.append(task)
                }
            }
        }
        return tasks
    }

    private static func bring(_ task: TaskID, to status: TaskStatus, _ members: [CrewMember]) async throws {
        let owner = members[0]
        if status == .pending { return }
        if status == .blocked {
            try await owner.patch(task, ["status": "blocked", "reason": "Waits"])
            return
        }
        let holder = try await owner.task(task).assignedTo?.rawValue == "@member" ? members[1] : owner
        try await holder.call(StartTask.self, ["task_id": task.json])
        if status == .review { try await holder.call(SubmitTask.self, ["task_id": task.json]) }
        if status == .completed { try await holder.call(CompleteTask.self, ["task_id": task.json]) }
    }

    private static func judge(
        _ task: TaskID, by member: CrewMember, _ version: VersionMatch?
    ) async throws -> (isFound: Bool, refusal: TaskFlowError?) {
        guard let credential = member.credential else { return (false, nil) }
        let actor = try await member.crew.dispatcher.admit(credential, origin: Origin(via: .rest, requestID: "test"))
            .actor
        return try await member.crew.database.write { tx throws(TaskFlowError) in
            let rule = StartRule(by: actor, ifMatch: version)
            let found = try tx.value(
                "SELECT 1 FROM tasks WHERE id = \(task) AND tenant_id = \(actor.tenant) AND \(rule.condition)",
                as: Int.self)
            do throws(TaskFlowError) {
                try rule.check(try TaskEdit(of: task, ifMatch: version, by: actor, in: tx))
                return (found != nil, nil)
            } catch {
                return (found != nil, error)
            }
        }
    }
}
