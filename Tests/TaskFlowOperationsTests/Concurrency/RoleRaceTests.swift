import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Who waits is judged by what is so when the waiting ends: nobody acts by a role that was taken away meanwhile.
@Suite(.timeLimit(.minutes(10))) struct RoleRaceTests {
    /// A call on the project's task, from a state.
    struct Step: Sendable, CustomTestStringConvertible {
        let operation: any Operation.Type
        var status = TaskStatus.inProgress
        var input: JSONObject = [:]

        var testDescription: String { operation.spec.name }
    }

    static let steps = [
        Step(operation: UpdateTask.self, input: ["title": "new"]), Step(operation: DeleteTask.self),
        Step(operation: UpdateProgress.self, input: ["percent": 5]), Step(operation: SubmitTask.self),
        Step(operation: ApproveTask.self, status: .review),
        Step(operation: RejectTask.self, status: .review, input: ["reason": "r"]),
        Step(operation: CompleteTask.self), Step(operation: CompleteTask.self, status: .review),
        Step(operation: BlockTask.self, input: ["reason": "r"]), Step(operation: UnblockTask.self, status: .blocked),
        Step(operation: ReleaseTask.self), Step(operation: AssignTask.self, input: ["assignee": .null]),
        Step(operation: ReopenTask.self, status: .completed), Step(operation: StartTask.self, status: .pending),
    ]

    /// The scene: an admin, an owner of a project who is about to be removed, and an agent who works there.
    private func withOwner(
        _ engine: Engine,
        _ body: (Race, _ admin: CrewMember, _ ann: CrewMember, _ agent: CrewMember) async throws -> Void
    ) async throws {
        try await Race.with(engine) { race in
            let admin = try await race.crew.worker("@admin", isAdmin: true)
            let ann = try await race.crew.worker("@ann")
            let agent = try await race.crew.worker("@claude", type: .agent)
            try await admin.call(CreateProject.self, ["slug": "site"])
            for (worker, role) in [("@ann", "owner"), ("@claude", "member")] as [(JSON, JSON)] {
                try await admin.call(AddMember.self, ["slug": "site", "worker_id": worker, "role": role])
            }
            try await body(race, admin, ann, agent)
        }
    }

    private func task(_ status: TaskStatus, of worker: CrewMember) async throws -> TaskID {
        let task = try await worker.addTask("x", ["project_slug": "site"])
        let way: [(any Operation.Type, JSONObject)] =
            switch status {
            case .pending: []
            case .inProgress: [(StartTask.self, [:])]
            case .review: [(StartTask.self, [:]), (SubmitTask.self, [:])]
            case .completed: [(StartTask.self, [:]), (CompleteTask.self, [:])]
            case .blocked: [(StartTask.self, [:]), (BlockTask.self, ["reason": "r"])]
            }
        for (operation, input) in way {
            #expect(await Stage.perform(operation, input.with("task_id", task.json), worker) == nil)
        }
        return task
    }

    private let removal: JSONObject = ["slug": "site", "worker_id": "@ann"]

    /// Another's change of the task is waited for, and the removal commits in that time.
    @Test(arguments: Engine.servers, steps)
    func `an owner who is removed while waiting for a task does nothing with it`(_ engine: Engine, _ step: Step)
        async throws
    {
        // A start holds its membership, so that the removal waits for it: see MembershipRaceTests.
        if step.operation == StartTask.self { return }
        // These hold the tree, so that the removal waits for them too: see TreeRaceTests.
        let treeHolders: [any Operation.Type] = [DeleteTask.self, ReopenTask.self, CompleteTask.self, ApproveTask.self]
        if treeHolders.contains(where: { $0 == step.operation }) { return }
        try await withOwner(engine) { race, admin, ann, agent in
            let task = try await task(step.status, of: agent)
            let code = try await later(step.operation, step.input.with("task_id", task.json), ann, race) { crew in
                await crew.refusal(of: UpdateTask.self, ["task_id": task.json, "priority": "low"], like: admin)
            } meanwhile: {
                try await admin.call(RemoveMember.self, removal)
            }
            #expect(code == .notFound)
        }
    }

    /// The removal itself takes the task, or the membership, that the call waits for.
    @Test(arguments: Engine.all, steps)
    func `an owner whose removal takes the task does nothing with it`(_ engine: Engine, _ step: Step) async throws {
        try await withOwner(engine) { race, admin, ann, _ in
            let task = try await task(step.status, of: ann)
            let code = try await later(step.operation, step.input.with("task_id", task.json), ann, race) { [removal] in
                await $0.refusal(of: RemoveMember.self, removal, like: admin)
            }
            // Neither locks a completed task, which stays with whoever completed it: either may be first.
            #expect(code == .notFound || (step.status == .completed && code == nil))
        }
    }

    @Test(arguments: Engine.all) func `an owner who is removed does nothing with the project`(_ engine: Engine)
        async throws
    {
        let calls: [(any Operation.Type, JSONObject, ErrorCode)] = [
            (UpdateProject.self, ["slug": "site", "name": "n"], .notFound),
            (DeleteProject.self, ["slug": "site", "force": true], .notFound),
            (AddMember.self, ["slug": "site", "worker_id": "@extra"], .notFound),
            (RemoveMember.self, ["slug": "site", "worker_id": "@claude"], .notFound),
            (CreateTask.self, ["title": "y", "project_slug": "site"], .validationFailed),
        ]
        for (operation, input, expected) in calls {
            try await withOwner(engine) { race, admin, ann, _ in
                _ = try await race.crew.worker("@extra")
                let code = try await later(operation, input, ann, race) { [removal] in
                    await $0.refusal(of: RemoveMember.self, removal, like: admin)
                }
                #expect(code == expected, "\(operation.spec.name)")
            }
        }
    }

    @Test(arguments: Engine.servers) func `a review that is required meanwhile is required`(_ engine: Engine)
        async throws
    {
        try await withOwner(engine) { race, admin, _, agent in
            let task = try await task(.inProgress, of: agent)
            let code = try await later(CompleteTask.self, ["task_id": task.json], agent, race) { crew in
                await crew.refusal(of: UpdateTask.self, ["task_id": task.json, "priority": "low"], like: admin)
            } meanwhile: {
                try await admin.call(UpdateProject.self, ["slug": "site", "review_required": true])
            }
            #expect(code == .invalidState)
        }
    }

    @Test(arguments: Engine.all) func `an old key that waits for its agent's promotion is no admin's`(_ engine: Engine)
        async throws
    {
        try await withOwner(engine) { race, _, ann, _ in
            try await ann.call(RegisterWorker.self, ["handle": "@bot"])
            let key = try await ann.call(CreateKey.self, ["id": "@bot"]).key
            let bot = CrewMember(crew: race.crew, handle: "@bot", credential: .key(hash: Secret.hash(of: key)))
            let code = try await later(CreateTask.self, ["title": "y"], bot, race) { crew in
                (try? await crew.worker("@bot", type: .agent, isAdmin: true)) == nil ? .internal("no key") : nil
            }
            #expect(code == .unauthenticated)
        }
    }

    @Test(arguments: Engine.all) func `who waits for an agent's promotion manages it no longer`(_ engine: Engine)
        async throws
    {
        for operation: any Operation.Type in [CreateKey.self, UpdateWorker.self, DeleteWorker.self] {
            try await withOwner(engine) { race, _, ann, _ in
                try await ann.call(RegisterWorker.self, ["handle": "@bot"])
                let code = try await later(operation, ["id": "@bot", "name": "mine"], ann, race) { crew in
                    (try? await crew.worker("@bot", type: .agent, isAdmin: true)) == nil ? .internal("no key") : nil
                }
                #expect(code == .forbidden, "\(operation.spec.name)")
            }
        }
    }

    @Test(arguments: Engine.servers) func `a credential that ends while its call waits is refused`(_ engine: Engine)
        async throws
    {
        try await withOwner(engine) { race, admin, ann, _ in
            let sessions = Sessions(database: race.crew.database, mode: .local)
            let session = try await sessions.open(code: try await sessions.issueCode(for: WorkerID(trusted: "@ann")))
            let browser = CrewMember(
                crew: race.crew, handle: "@ann", credential: .session(hash: Secret.hash(of: session.secret)))
            let key = try #require(try await ann.call(ListKeys.self, ["id": "@ann"]).elements.first?.id)
            let ends: [(CrewMember, () async throws -> Void)] = [
                (browser, { try await sessions.close(session.secret) }),
                (ann, { try await admin.call(RevokeKey.self, ["id": "@ann", "key_id": key.json]) }),
            ]
            for (number, (caller, end)) in ends.enumerated() {
                let code = try await later(CreateTask.self, ["title": "y"], caller, race) { crew in
                    (try? await crew.worker("@ann")) == nil ? .internal("no key") : nil
                } meanwhile: {
                    try await end()
                }
                #expect(code == .unauthenticated, "\(number)")
            }
        }
    }

    /// What becomes of a call that comes after another on a second connection.
    private func later(
        _ operation: any Operation.Type, _ input: JSONObject, _ caller: CrewMember, _ race: Race,
        behind first: @escaping @Sendable (Crew) async -> TaskFlowError?, meanwhile: () async throws -> Void = {}
    ) async throws -> ErrorCode? {
        func open<O: Operation>(_ operation: O.Type) async throws -> Race.Outcome {
            try await race.run(first: first, caller, operation, input, meanwhile: meanwhile)
        }
        let outcome = try await open(operation)
        #expect(outcome.first == nil, "\(outcome.first?.message ?? "")")
        return outcome.second?.code
    }
}
