import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// The model: what was said and asked, and what became of it.
struct Talk {
    struct Said {
        let task: TaskID
        let author: String
        /// `nil` once it is deleted.
        var text: String?
    }

    struct Asked {
        let task: TaskID
        let by: String
        let to: String
        let isApproval: Bool
        let revision: Int
        let end: Timestamp?
        var status = "open"
        /// Who answered what.
        var answer = ""

        /// How the audit log calls its end.
        var word: String { ["expired": "question_expired", "closed": "question_closed"][status] ?? status }
    }

    var comments: [Int: Said] = [:]
    /// Comment and worker.
    var mentions: Set<String> = []
    var questions: [Int: Asked] = [:]
    var inProject: Set<TaskID> = []
    /// By how many seconds the clock was turned.
    var turned = 0

    func sees(_ name: String, _ task: TaskID) -> Bool {
        !inProject.contains(task) || ["@ana", "@ben", "@bot0", "@dora"].contains(name)
    }
}

/// What the database holds.
struct TalkedOf {
    struct Work {
        let status: String
        let blockedKind: String?
        let accountable: String?
        let revision: Int
    }

    var tasks: [TaskID: Work] = [:]
    var questions: [Int: String] = [:]
    var parked: Set<TaskID> = []
    var comments: [Int: String] = [:]
    var mentions: [String] = []

    func sees(_ name: String, _ task: TaskID, _ talk: Talk) -> Bool { tasks[task] != nil && talk.sees(name, task) }
    func works(_ name: String, _ task: TaskID, _ talk: Talk) -> Bool {
        sees(name, task, talk) && !(name == "@dora" && talk.inProject.contains(task))
    }
}

extension Crew {
    func talkedOf() async throws -> TalkedOf {
        try await database.read { tx throws(TaskFlowError) in
            var all = TalkedOf()
            try tx.each("SELECT id, status, blocked_kind, accountable_id, revision FROM tasks") { row in
                all.tasks[TaskID(trusted: row.integer(0))] = TalkedOf.Work(
                    status: row.text(1), blockedKind: row.isNull(2) ? nil : row.text(2),
                    accountable: row.isNull(3) ? nil : row.text(3), revision: row.integer(4))
                return true
            }
            try tx.each("SELECT id, status, task_id, blocking FROM questions") { row in
                all.questions[row.integer(0)] = row.text(1)
                if row.text(1) == "open", row.bool(3) { all.parked.insert(TaskID(trusted: row.integer(2))) }
                return true
            }
            try tx.each("SELECT id, text FROM comments") { row in
                all.comments[row.integer(0)] = row.isNull(1) ? "-" : row.text(1)
                return true
            }
            all.mentions = try tx.all("SELECT comment_id, worker_id FROM mentions") { "\($0.integer(0)) \($0.text(1))" }
            return all
        }
    }

    /// The generation by which a worker has a task, or had it last.
    func generation(of task: TaskID, for name: String) async throws -> Int? {
        let found = try await count(
            "SELECT generation FROM task_leases WHERE task_id = \(task) AND worker_id = \(name)")
        return found > 0 ? found : nil
    }

    /// Tasks on which an agent works, and which nobody would get back were it to vanish.
    func workWithoutLease() async throws -> [Int] {
        try await database.read { tx throws(TaskFlowError) in
            try tx.all(
                """
                SELECT tasks.id FROM tasks JOIN workers ON workers.id = tasks.assigned_to LEFT JOIN task_leases \
                ON task_leases.task_id = tasks.id AND task_leases.worker_id = workers.id WHERE workers.type = 'agent' \
                AND tasks.status = 'in_progress' AND task_leases.expires_at IS NULL
                """
            ) { $0.integer(0) }
        }
    }

    /// How the audit log says that each question ended.
    func endings() async throws -> [Int: [String]] {
        try await database.read { tx throws(TaskFlowError) in
            var all: [Int: [String]] = [:]
            let words: SQL = "('answered', 'withdrawn', 'question_expired', 'question_closed')"
            try tx.each("SELECT action, context FROM audit_log WHERE action IN \(words)") { row in
                let context = try? JSONParser.parse(row.text(1).utf8)
                all[context?["question_id"]?.integerValue ?? 0, default: []].append(row.text(0))
                return true
            }
            return all
        }
    }
}
