import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// Workers who do whatever comes to their minds, the same on every run.
struct RandomCrew {
    private let crew: Crew
    let admin: CrewMember
    private var members: [CrewMember] = []
    private var generator: SeededGenerator
    private var calls = 0
    private(set) var done = 0
    /// What each task was created with.
    private(set) var descriptions: [TaskID: JSON] = [:]
    private var tasks: [TaskID] = []

    private static let slugs = ["p0", "p1", "p2"]
    private static let spare = ["@s0", "@s1", "@s2"]

    init(_ crew: Crew, seed: UInt64) async throws {
        self.crew = crew
        generator = SeededGenerator(seed: seed)
        admin = try await crew.worker("@admin", isAdmin: true)
        members = [
            admin, try await crew.worker("@ada"), try await crew.worker("@bob"),
            try await crew.worker("@claude", type: .agent), try await crew.worker("@codex", type: .agent),
        ]
    }

    /// One call of somebody's, which may well be refused.
    mutating func act() async throws {
        calls += 1
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<14: try await create()
        case 14..<42: await perform(UpdateTask.self, patch())
        case 42..<46: await perform(DeleteTask.self, ref())
        case 46..<90: await step()
        case 90..<95: await project()
        default: await worker()
        }
    }

    private mutating func create() async throws {
        var input: JSONObject = ["title": title()]
        if chance(2) { input["description"] = text() }
        if chance(3) { input["priority"] = priority() }
        if chance(3) { input["tags"] = tags() }
        if chance(3) { input["due_date"] = due() }
        if chance(4) { input["assigned_to"] = someone() }
        if chance(2) { input["project_slug"] = .string(pick(Self.slugs)) }
        if chance(5) { input["parent_id"] = pick(tasks)?.json ?? .null }
        guard let task = await perform(CreateTask.self, input) else { return }
        tasks.append(task.id)
        descriptions[task.id] = task.json["description"]
    }

    private mutating func step() async {
        let word = ref().with(chance(2) ? "note" : "unknown", text())
        switch Int.random(in: 0..<16, using: &generator) {
        case 0, 1, 2: await perform(StartTask.self, ref())
        case 3:
            await perform(UpdateProgress.self, word.with("percent", .integer(.random(in: 0...100, using: &generator))))
        case 4, 5: await perform(SubmitTask.self, word)
        case 6, 12: await perform(ApproveTask.self, ref())
        case 7, 14, 15: await perform(RejectTask.self, ref().with("reason", text()))
        case 8: await perform(CompleteTask.self, ref())
        case 9: await perform(BlockTask.self, ref().with("reason", text()))
        case 10: if chance(2) { await perform(UnblockTask.self, ref()) } else { await perform(ReleaseTask.self, word) }
        default:
            if chance(2) {
                await perform(AssignTask.self, ref().with("assignee", chance(4) ? .null : someone()))
            } else {
                await perform(ReopenTask.self, ref())
            }
        }
    }

    private mutating func patch() -> JSONObject {
        var input = ref()
        if chance(2) { input["title"] = title() }
        if chance(3) { input["description"] = chance(4) ? .null : text() }
        if chance(3) { input["status"] = pick(TaskStatus.allCases)?.json ?? .null }
        if chance(4) { input["priority"] = priority() }
        if chance(4) { input["progress_percent"] = .integer(.random(in: 0...100, using: &generator)) }
        if chance(4) { input["assigned_to"] = chance(3) ? .null : someone() }
        if chance(6) { input["parent_id"] = chance(3) ? .null : pick(tasks)?.json ?? .null }
        if chance(4) { input["tags"] = chance(4) ? .null : tags() }
        if chance(4) { input["due_date"] = chance(4) ? .null : due() }
        if chance(2) { input["reason"] = text() }
        return input
    }

    private mutating func project() async {
        let slug: JSONObject = ["slug": .string(pick(Self.slugs))]
        switch Int.random(in: 0..<6, using: &generator) {
        case 0:
            await perform(
                CreateProject.self,
                slug.with("name", title()).with("description", text()).with("review_required", .bool(chance(2))))
        case 1: await perform(DeleteProject.self, slug.with("force", .bool(chance(8))))
        case 2:
            var input = slug.with("name", title())
            if chance(2) { input["description"] = chance(3) ? .null : text() }
            if chance(2) { input["review_required"] = .bool(chance(2)) }
            if chance(2) { input["review_by"] = .string(chance(2) ? "person" : "anyone") }
            await perform(UpdateProject.self, input)
        case 3, 4:
            let role = JSON.string(pick(["owner", "member", "viewer"]))
            await perform(AddMember.self, slug.with("worker_id", someone()).with("role", role))
        default: await perform(RemoveMember.self, slug.with("worker_id", someone()))
        }
    }

    private mutating func worker() async {
        let handle = JSON.string(pick(Self.spare))
        switch Int.random(in: 0..<8, using: &generator) {
        case 0, 1, 2:
            let input: JSONObject = ["handle": handle, "name": title(), "agent_type": chance(2) ? .string("K") : .null]
            await perform(RegisterWorker.self, input.with("capabilities", chance(2) ? [title()] : []))
        case 3: await perform(DeleteWorker.self, ["id": handle])
        default:
            var input: JSONObject = ["id": handle, "name": title()]
            if chance(2) { input["agent_type"] = chance(3) ? .null : .string(chance(2) ? "K" : "\u{212A}") }
            if chance(2) { input["capabilities"] = [title(), title()] }
            await perform(UpdateWorker.self, input)
        }
    }

    @discardableResult
    private mutating func perform<O: Operation>(_ operation: O.Type, _ input: JSONObject) async -> O.Output? {
        let member = chance(2) ? admin : pick(members) ?? admin
        let output = try? await member.call(operation, input, requestID: "call-\(calls)")
        if output != nil { done += 1 }
        if let task = output as? TaskItem {
            // What is told is what is stored.
            let stored = try? await admin.call(GetTask.self, ["task_id": task.id.json])
            if stored?.json != task.json { Issue.record("\(task.json.text) is stored as \(stored?.json.text ?? "-")") }
        }
        return output
    }
}

/// What they say: the same words in several normal forms, and what is hard to write down.
extension RandomCrew {
    private static let words = [
        "caf\u{E9}", "cafe\u{301}", "\u{C5}", "A\u{30A}", "\u{212B}", "K", "\u{212A}", "한", "\u{1112}\u{1161}\u{11AB}",
        "ﬁ",
        "fi", "Straße", "STRASSE", "ΣΊΣΥΦΟΣ", "👩‍👩‍👧", "\u{202E}abc", "\"\\ ' %_ </script>", "a\u{2028}b",
        "\u{1E9B}\u{323}", "x",
    ]
    private static let odd = ["line\nline", "tab\t\u{1}\u{1B}[31m", "\u{7F}\u{85}", "\r\n", " outer "]

    private mutating func title() -> JSON { .string(pick(Self.words)) }

    private mutating func text() -> JSON {
        .string(pick(chance(3) ? Self.odd : Self.words) + (chance(4) ? pick(Self.words) : "."))
    }

    private mutating func priority() -> JSON { pick(Priority.allCases)?.json ?? .null }

    private mutating func tags() -> JSON {
        .array(
            ["a", "b:1", "c.d", "a"].shuffled(using: &generator).prefix(.random(in: 0...4, using: &generator)).map {
                .string($0)
            })
    }

    private mutating func due() -> JSON { .string("2026-12-0\(Int.random(in: 1...9, using: &generator))") }

    private mutating func someone() -> JSON { .string(chance(3) ? pick(Self.spare) : pick(members.map(\.handle))) }

    /// Mostly what was created lately, so that lives go on.
    private mutating func ref() -> JSONObject { ["task_id": pick(tasks.suffix(12))?.json ?? 1] }

    private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &generator) == 0 }

    private mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &generator) ?? "" }

    private mutating func pick<Element>(_ elements: some Collection<Element>) -> Element? {
        elements.randomElement(using: &generator)
    }
}
