import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport

/// The same scene for every case of the authority table: a project with its crew, a task in a given state, and an agent.
/// People come with keys where sign-in is local, with tokens where there is an SSO; the assignee is an agent with a key.
struct Stage {
    /// Who may come to a door.
    enum Visitor: String, CaseIterable {
        case nobody, otherTenant, stranger, viewer, member, assignee, owner, admin, keyWithoutScope
    }

    let crew: Crew
    let task: TaskID
    /// The number of the agent @bot's key; the owner registered @bot.
    let key: KeyID
    /// A question of the assignee to @extra.
    let question: JSON
    /// A comment of the assignee.
    let comment: JSON
    private let visitors: [Visitor: CrewMember]
    private let store: TestDatabase

    init(_ scene: Scene, task status: TaskStatus, needing scope: Scope?) async throws {
        store = try await TestDatabase.make(.migrated, scene.engine)
        let mode = scene.mode
        crew = try await Crew(on: store.database, mode: mode)
        var visitors: [Visitor: CrewMember] = [:]
        for visitor in Visitor.allCases {
            visitors[visitor] =
                mode == .local
                ? try await Self.member(visitor, crew, lacking: scope)
                : try await Self.person(visitor, crew, lacking: scope)
        }
        self.visitors = visitors
        guard let owner = visitors[.owner], let assignee = visitors[.assignee] else { fatalError("no such visitor") }
        try await owner.call(CreateProject.self, ["slug": "site"])
        for (handle, role) in [
            ("@viewer", "viewer"), ("@member", "member"), ("@assignee", "member"), ("@extra", "member"),
        ] {
            if handle == "@extra" { _ = try await crew.worker(handle) }
            try await owner.call(AddMember.self, ["slug": "site", "worker_id": .string(handle), "role": .string(role)])
        }
        try await owner.call(RegisterWorker.self, ["handle": "@bot"])
        key = try await owner.call(CreateKey.self, ["id": "@bot"]).listed.id
        task = try await owner.addTask("The task", ["project_slug": "site"])
        for (operation, input) in Self.way(to: status) {
            _ = await Stage.perform(operation, input.with("task_id", task.json), assignee)
        }
        let asked: JSONObject = ["task_id": task.json, "prompt": "Which?", "to": "@extra", "blocking": false]
        let said: JSONObject = ["task_id": task.json, "text": "So it is"]
        comment = try await assignee.call(AddComment.self, said).id.json
        try await assignee.call(AddLink.self, ["task_id": task.json, "url": "https://example.org/1"])
        question = status == .completed ? 1 : try await assignee.call(AskQuestion.self, asked).id.json
    }

    subscript(_ visitor: Visitor) -> CrewMember {
        visitors[visitor] ?? CrewMember(crew: crew, handle: "", credential: nil)
    }

    func close() async { await store.close() }

    /// Calls an operation known only at run time; answers the refusal.
    static func perform(_ operation: any Operation.Type, _ input: JSONObject, _ caller: CrewMember) async
        -> TaskFlowError?
    {
        func open<O: Operation>(_ operation: O.Type) async -> TaskFlowError? {
            await caller.refusal(of: operation, input)
        }
        return await open(operation)
    }

    private static func member(_ visitor: Visitor, _ crew: Crew, lacking scope: Scope?) async throws -> CrewMember {
        switch visitor {
        case .nobody: CrewMember(crew: crew, handle: "", credential: nil)
        case .otherTenant: try await crew.worker("@alien", tenant: "other", isAdmin: true)
        case .admin: try await crew.worker("@admin", isAdmin: true)
        case .assignee: try await crew.worker("@assignee", type: .agent)
        case .keyWithoutScope:
            try await crew.worker("@lame", scopes: Scopes(Scope.allCases.filter { $0 != scope }), isAdmin: true)
        default: try await crew.worker("@\(visitor.rawValue)")
        }
    }

    private static func person(_ visitor: Visitor, _ crew: Crew, lacking scope: Scope?) async throws -> CrewMember {
        let person: CrewMember
        switch visitor {
        case .nobody, .assignee: return try await member(visitor, crew, lacking: scope)
        case .otherTenant: person = crew.person("alien", tenant: "other", role: .admin)
        case .admin: person = crew.person("admin", role: .admin)
        case .keyWithoutScope:
            person = crew.person("lame", role: .admin, scopes: Scopes(Scope.allCases.filter { $0 != scope }))
        default: person = crew.person(visitor.rawValue)
        }
        // Whoever is to be made a member must have been seen.
        try await person.call(WhoAmI.self)
        return person
    }

    private static func way(to status: TaskStatus) -> [(any Operation.Type, JSONObject)] {
        switch status {
        case .pending: []
        case .inProgress: [(StartTask.self, [:])]
        case .review: [(StartTask.self, [:]), (SubmitTask.self, [:])]
        case .completed: [(StartTask.self, [:]), (CompleteTask.self, [:])]
        case .blocked: [(StartTask.self, [:]), (BlockTask.self, ["reason": "held up"])]
        }
    }
}
