import Synchronization
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport

@testable import TaskFlowStorage
@testable import TaskFlowUpkeep

/// Two tenants in one database: ours, whose people and agents call, and theirs, whose every text can be told.
final class TwoTenants: Sendable {
    /// Stands in every text of theirs that is no name.
    static let secret = "qqsecret"
    private static let tenant = "theirs"
    private static let spares = 80

    private struct Names {
        var tasks: [JSON] = []
        var projects: [JSON] = []
        var workers: [JSON] = []
        var keys: [JSON] = []
        var questions: [JSON] = []
        var comments: [JSON] = []
        var links: [JSON] = []
        var items: [JSON] = []
    }

    let crew: Crew
    /// An admin, a member and an agent of ours.
    let callers: [CrewMember]
    private let theirs: Names
    private let ours = Mutex(Names())
    private let count = Mutex(0)

    init(_ crew: Crew) async throws {
        self.crew = crew
        let (admin, member) = (crew.person("admin", role: .admin), crew.person("ann"))
        for person in [admin, member] { try await person.call(WhoAmI.self) }
        callers = [admin, member, try await crew.worker("@claude", type: .agent)]
        theirs = try await Self.settle(crew)
    }

    /// A name of theirs, and one of the same form that nobody has.
    func pair(_ kind: Named, _ generator: inout SeededGenerator) -> (theirs: JSON, nowhere: JSON) {
        let number = next()
        switch kind {
        case .task: return (generator.pick(theirs.tasks) ?? .null, .integer(7_000_000 + number))
        case .question: return (generator.pick(theirs.questions) ?? .null, .integer(7_000_000 + number))
        case .comment: return (generator.pick(theirs.comments) ?? .null, .integer(7_000_000 + number))
        case .link: return (generator.pick(theirs.links) ?? .null, .integer(7_000_000 + number))
        case .inboxItem: return (generator.pick(theirs.items) ?? .null, .string("m\(7_000_000 + number)"))
        case .key: return (generator.pick(theirs.keys) ?? .null, .integer(7_000_000 + number))
        case .project: return (generator.pick(theirs.projects) ?? .null, .string("none-\(number)"))
        case .newSlug: return (.string("spare-\(number % Self.spares)"), .string("none-\(number)"))
        case .newHandle: return (.string("@spare-\(number % Self.spares)"), .string("@nobody-\(number)"))
        case .worker, .unknown:
            let worker = generator.pick(theirs.workers) ?? .null
            let isHandle = worker.stringValue?.hasPrefix("@") == true
            return (worker, .string((isHandle ? "@" : "") + "nobody-\(number)"))
        }
    }

    /// A name of ours.
    func ours(_ kind: Named, _ generator: inout SeededGenerator) -> JSON {
        let ours = ours.withLock { $0 }
        let values =
            switch kind {
            case .task: ours.tasks
            case .key: ours.keys
            case .question: ours.questions
            case .comment: ours.comments
            case .link: ours.links
            case .inboxItem: ours.items
            case .project, .newSlug: ours.projects
            case .worker, .newHandle, .unknown: ours.workers
            }
        return generator.pick(values) ?? .null
    }

    /// Whether a text tells anything of theirs but what was sent.
    func tells(_ text: String) -> String? {
        if text.contains(Self.secret) { return Self.secret }
        let names = theirs.tasks + theirs.projects + theirs.workers
        let known = Set(names.map { $0.stringValue ?? $0.text })
        let words = text.split { !($0.isLetter || $0.isNumber || "-_@|".contains($0)) }
        return words.lazy.map(String.init).first(where: known.contains)
    }

    /// The text with every name of theirs, and every one that nobody has, as one and the same word.
    func blinded(_ text: String, _ input: StrangeInput) -> String {
        var text = text
        for (name, value) in input.strange.members where value != input.missing[name] {
            for sent in [value, input.missing[name] ?? .null] {
                let first = sent.arrayValue?.first
                // A task of a plan names it among what it needs, one of an import as whose it is.
                let named = first?["needs"]?[0] ?? first?["assigned_to"] ?? first ?? sent
                text = text.replacing(named.stringValue ?? named.text, with: "…")
            }
        }
        return text
    }

    /// Puts something new beside what the calls before have used up.
    func renew() async throws {
        let number = next()
        let (slug, helper) = (JSON.string("our-\(number)"), JSON.string("@helper-\(number)"))
        let (admin, member) = (callers[0], callers[1])
        try await admin.call(CreateProject.self, ["slug": slug])
        for (worker, role) in [("ann", "owner"), ("@claude", "member")] as [(JSON, JSON)] {
            try await admin.call(AddMember.self, ["slug": slug, "worker_id": worker, "role": role])
        }
        try await member.call(RegisterWorker.self, ["handle": helper])
        let key = try await member.call(CreateKey.self, ["id": helper]).listed.id
        var tasks = [try await member.addTask("Ours", ["project_slug": slug]).json]
        tasks.append(try await member.addTask("Ours", ["parent_id": tasks[0]]).json)
        tasks.append(try await callers[2].addTask("Ours").json)
        let said = try await Self.say(about: tasks[0], by: callers[2], to: member)
        ours.withLock { [tasks] ours in
            ours = said
            (ours.tasks, ours.projects, ours.workers, ours.keys) = (tasks, [slug], [helper], [key.json])
        }
    }

    /// Every row of theirs, byte for byte.
    func rows() async throws -> [String] {
        try await crew.database.read { tx throws(TaskFlowError) in
            var rows: [String] = []
            for table in [
                "workers", "keys", "sessions", "projects", "project_members", "tasks", "questions", "comments",
                "mentions", "task_links", "audit_log",
            ] {
                let key = MovedTable.all.first { $0.name == table }?.key.joined(separator: ", ") ?? "hash"
                let columns = MovedTable.all.first { $0.name == table }?.columns.map(\.name) ?? ["hash", "expires_at"]
                let texts = columns.map { "coalesce(CAST(\($0) AS TEXT), '~')" }.joined(separator: " || '|' || ")
                let sql = SQL(trusted: "SELECT \(texts) FROM \(table) WHERE tenant_id = ") + "\(Self.tenant)"
                rows += try tx.all(sql + SQL(trusted: " ORDER BY \(key)")) { "\(table): \($0.text(0))" }
            }
            return rows
        }
    }

    /// Says what can be said about a task.
    private static func say(
        about task: JSON, by author: CrewMember, to reader: CrewMember
    ) async throws -> Names {
        var names = Names()
        let text = author.handle.hasPrefix("mallory") ? secret : "ours"
        let handle = try await reader.call(WhoAmI.self).worker.handle.rawValue
        let comment = try await author.call(AddComment.self, ["task_id": task, "text": .string("\(text) \(handle)")])
        names.comments = [comment.id.json]
        let url = JSON.string("https://example.org/\(text)")
        names.links = [try await author.call(AddLink.self, ["task_id": task, "url": url]).json["id"] ?? .null]
        for kind in ["question", "approval"] as [JSON] {
            let question = try await author.call(
                AskQuestion.self,
                ["task_id": task, "prompt": .string(text), "kind": kind, "to": .string(handle), "blocking": false])
            names.questions.append(question.id.json)
        }
        let inbox = try await reader.call(MyInbox.self).elements
        names.items = inbox.compactMap { $0.json["id"] }.filter { $0.stringValue?.hasPrefix("m") == true }
        return names
    }

    private func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }

    /// Fills their house.
    private static func settle(_ crew: Crew) async throws -> Names {
        // Numbers that are nobody else's, and not to be met by chance.
        try await crew.database.write { tx throws(TaskFlowError) in
            for (number, table) in MovedTable.all.enumerated() where table.isCounted {
                try table.setCounter(400_000 + number * 100_000, in: tx)
            }
        }
        let eve = crew.person("eve|1", tenant: tenant, role: .admin, name: "\(secret) Eve", handle: "@eve-one")
        let mallory = crew.person("mallory|2", tenant: tenant, name: "\(secret) M", handle: "@mallory-two")
        for person in [eve, mallory] { try await person.call(WhoAmI.self) }
        var names = Names(workers: ["eve|1", "@eve-one", "mallory|2", "@mallory-two", "@their-bot"])
        try await eve.call(
            RegisterWorker.self,
            [
                "handle": "@their-bot", "name": .string(secret), "agent_type": .string(secret),
                "capabilities": [.string(secret)],
            ])
        names.keys = [try await eve.call(CreateKey.self, ["id": "@their-bot", "name": .string(secret)]).listed.id.json]
        for number in 0..<spares {
            try await eve.call(CreateProject.self, ["slug": .string("spare-\(number)"), "name": .string(secret)])
            try await eve.call(RegisterWorker.self, ["handle": .string("@spare-\(number)"), "name": .string(secret)])
        }
        for slug in ["their-site", "their-shop"] {
            let project: JSON = .string(slug)
            names.projects.append(project)
            try await eve.call(
                CreateProject.self, ["slug": project, "name": .string(secret), "description": .string(secret)])
            try await eve.call(AddMember.self, ["slug": project, "worker_id": "mallory|2"])
            let parent = try await eve.addTask(secret, ["project_slug": project, "description": .string(secret)])
            let child = try await mallory.addTask(secret, ["parent_id": parent.json, "tags": [.string(secret)]])
            try await mallory.call(StartTask.self, ["task_id": child.json])
            try await mallory.call(BlockTask.self, ["task_id": child.json, "reason": .string(secret)])
            names.tasks += [parent.json, child.json]
        }
        names.tasks.append(try await eve.addTask(secret, ["assigned_to": "@their-bot"]).json)
        let said = try await say(about: names.tasks[0], by: mallory, to: eve)
        (names.comments, names.links, names.questions, names.items) =
            (said.comments, said.links, said.questions, said.items)
        guard case .person(let person) = mallory.credential else { return names }
        _ = try await Sessions(database: crew.database, mode: .sso).open(person)
        return names
    }
}
