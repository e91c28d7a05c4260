import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport

/// The tables as the audit log tells of them.
struct FoldedLog {
    private(set) var tasks: [TaskID: FoldedRow] = [:]
    private(set) var projects: [String: FoldedRow] = [:]
    /// Roles by project and worker.
    private(set) var members: [String: [WorkerID: JSON]] = [:]
    private(set) var workers: [WorkerID: FoldedRow] = [:]
    private(set) var strays: [String] = []

    /// - Parameters:
    ///   - entries: Oldest first.
    ///   - descriptions: What each task was created with.
    init(_ entries: [AuditEntry], descriptions: [TaskID: JSON]) {
        for entry in entries {
            switch entry.entityType {
            case .task: takeTask(entry, descriptions)
            case .project: takeProject(entry)
            case .worker: takeWorker(entry)
            default: break
            }
        }
    }

    /// What the entries say of each other that does not fit.
    var faults: [String] {
        strays + tasks.values.flatMap(\.faults) + projects.values.flatMap(\.faults) + workers.values.flatMap(\.faults)
    }

    private mutating func takeTask(_ entry: AuditEntry, _ descriptions: [TaskID: JSON]) {
        guard let id = entry.taskID else { return strays.append("a task's entry without a task") }
        switch entry.action {
        case .created: tasks[id] = FoldedRow(task: entry, description: descriptions[id] ?? .null)
        case .deleted: tasks[id] = nil
        default:
            if tasks[id] == nil { strays.append("\(entry.action) of task \(id), which is not there") }
            tasks[id]?.takeStep(entry)
        }
    }

    private mutating func takeProject(_ entry: AuditEntry) {
        let (slug, context) = (entry.entityID, entry.context)
        let worker = context["worker_id"]?.stringValue.map(WorkerID.init(trusted:))
        switch entry.action {
        case .created:
            projects[slug] = FoldedRow(
                entry,
                [
                    "slug": .string(slug), "name": context["name"] ?? .null,
                    "description": context["description"] ?? .null, "owner_id": entry.actorID.json,
                    "review_required": context["review_required"] ?? false,
                    "review_by": context["review_by"] ?? "anyone", "created_at": entry.timestamp.json,
                ])
            members[slug] = [entry.actorID: "owner"]
        case .deleted:
            projects[slug] = nil
            members[slug] = nil
        case .memberAdded: if let worker { members[slug]?[worker] = context["role"] }
        case .memberRemoved:
            if let worker { members[slug]?[worker] = nil }
            projects[slug]?.takeChanges(of: entry)
        default: projects[slug]?.takeChanges(of: entry)
        }
    }

    private mutating func takeWorker(_ entry: AuditEntry) {
        let (id, context) = (WorkerID(trusted: entry.entityID), entry.context)
        switch entry.action {
        case .created:
            workers[id] = FoldedRow(
                entry,
                [
                    "id": id.json, "handle": context["handle"] ?? .null, "name": context["name"] ?? .null,
                    "type": context["type"] ?? .null, "agent_type": context["agent_type"] ?? .null,
                    "capabilities": context["capabilities"] ?? [], "created_at": entry.timestamp.json,
                ])
        case .deleted:
            workers[id] = nil
            for slug in members.keys { members[slug]?[id] = nil }
        default: workers[id]?.takeChanges(of: entry)
        }
    }
}
