import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Every step from every state that a task can be in, with an assignee and without one, on the real table: it is taken, or it
/// is refused for its state, and never because the result may not be stored.
@Suite(.timeLimit(.minutes(10))) struct StepTableTests {
    /// A state that a task can be in.
    struct State: Hashable {
        let status: TaskStatus
        let isAssigned: Bool
    }

    static let states = TaskStatus.allCases.flatMap { status in
        [true, false].map { State(status: status, isAssigned: $0) }
    }.filter { $0 != State(status: .inProgress, isAssigned: false) }

    /// Where each step leads from pending, in_progress, review, completed and blocked, by their first letters; a point is a
    /// refusal. First with an assignee, then without one.
    static let steps: [(any TaskFlowOperations.Operation.Type, JSONObject, assigned: String, unassigned: String)] = [
        (StartTask.self, [:], "i....", "i...."), (UpdateProgress.self, ["percent": 7], ".i...", "....."),
        (SubmitTask.self, [:], ".r...", "....."), (ApproveTask.self, [:], "..c..", "..c.."),
        (RejectTask.self, ["reason": "r"], "..i..", "..p.."), (CompleteTask.self, [:], ".cc..", "..c.."),
        (BlockTask.self, ["reason": "r"], "bb...", "b...."), (UnblockTask.self, [:], "....i", "....p"),
        (ReleaseTask.self, [:], ".p...", "....."), (AssignTask.self, ["assignee": "@other"], "pir.b", "p.r.b"),
        (AssignTask.self, ["assignee": .null], "ppr.b", "p.r.b"), (ReopenTask.self, [:], "...p.", "...p."),
    ]

    @Test(arguments: Engine.all) func `every step from every state`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let admin = try await crew.worker("@admin", isAdmin: true)
            _ = try await crew.worker("@other")
            for (step, input, assigned, unassigned) in Self.steps {
                for state in Self.states {
                    let id = try await task(in: state, admin)
                    let refusal = await Stage.perform(step, input.with("task_id", id.json), admin)
                    let expected = try status(state.isAssigned ? assigned : unassigned, state)
                    let place = "\(step.spec.name) \(state): \(refusal?.message ?? "")"
                    #expect(refusal?.code == (expected == nil ? .invalidState : nil), "\(place)")
                    #expect(try await admin.task(id).status == expected ?? state.status, "\(place)")
                }
            }
        }
    }

    @Test(arguments: Engine.all) func `every PATCH from every state`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let admin = try await crew.worker("@admin", isAdmin: true)
            _ = try await crew.worker("@other")
            for state in Self.states {
                for status in TaskStatus.allCases {
                    for assignee: JSON? in [nil, .null, "@admin", "@other"] {
                        let id = try await task(in: state, admin)
                        var change: JSONObject = ["status": .string(status.rawValue), "reason": "r"]
                        if let assignee { change["assigned_to"] = assignee }
                        let refusal = await admin.patchRefusal(id, change)
                        let codes: [ErrorCode?] = [nil, .invalidState, .assignedToOther]
                        #expect(codes.contains(refusal?.code), "\(state) \(change): \(refusal?.message ?? "")")
                        #expect(try await admin.task(id).status == (refusal == nil ? status : state.status))
                    }
                }
            }
        }
    }

    @Test(arguments: Engine.all) func `a PATCH that needs a reason where its assignment leads asks for it`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let admin = try await crew.worker("@admin", isAdmin: true)
            let id = try await task(in: State(status: .review, isAssigned: true), admin)
            let refusal = await admin.patchRefusal(id, ["assigned_to": .null, "status": "pending"])
            #expect(refusal?.issues.first?.location == [.name("body"), .name("reason")])
            try await admin.patch(id, ["assigned_to": .null, "status": "pending", "reason": "why"])
            #expect(try await admin.audit(of: id).last?.context["reason"] == "why")
        }
    }

    /// Takes a new task to a state, by the steps that everybody takes.
    private func task(in state: State, _ admin: CrewMember) async throws -> TaskID {
        let id = try await admin.addTask("x", state.isAssigned ? ["assigned_to": "me"] : [:])
        if state.status == .pending { return id }
        if state.status == .blocked {
            try await admin.step(BlockTask.self, id, ["reason": "r"])
            return id
        }
        try await admin.step(StartTask.self, id)
        if state.status == .inProgress { return id }
        try await admin.step(SubmitTask.self, id)
        if !state.isAssigned { try await admin.step(AssignTask.self, id, ["assignee": .null]) }
        if state.status == .completed { try await admin.step(ApproveTask.self, id) }
        return id
    }

    private func status(_ row: String, _ state: State) throws -> TaskStatus? {
        let order: [TaskStatus] = [.pending, .inProgress, .review, .completed, .blocked]
        let index = try #require(order.firstIndex(of: state.status))
        let letter = Array(row)[index]
        return order.first { $0.rawValue.first == letter }
    }
}
