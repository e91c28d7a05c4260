internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Which events are asked for, of those that somebody may see.
struct EventFilter: Sendable, Hashable {
    /// A batch ends with the event that passes so many bytes: what is made for one who is slow is bounded.
    private static let byteLimit = 256 << 10
    /// How many tasks are read at once, of which the last may be one too many.
    private static let taskPiece = 8

    private let request: EventRequest
    /// The project that the request names, by its identity: another may have its slug one day.
    private let project: ProjectID?
    /// How many events are read in one transaction.
    private let pageSize: Int
    /// What whoever reads must be allowed.
    let scopes: [Scope]

    /// Of a stream.
    init(_ request: EventRequest, _ project: ProjectID?) {
        self.request = request.fromAnywhere
        self.project = project
        // Fewer where each may bring a long description with it.
        pageSize = request.includesTask ? 100 : 500
        scopes = request.includesTask ? [.auditRead, .tasksRead] : [.auditRead]
    }

    /// Of a call that waits for some.
    init(_ kinds: AuditActions, _ tasks: TaskNumbers, limit: Int) {
        request = EventRequest(after: nil, kinds: kinds, tasks: tasks, project: nil, include: nil)
        project = nil
        pageSize = limit
        scopes = [.auditRead, .tasksRead]
    }

    /// The first events behind a position and through another, as many as go into a batch.
    func events(
        after position: Int, through end: Int, epoch: String, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> EventBatch {
        var conditions: [SQL] = [
            "audit_log.id > \(position)", "audit_log.id <= \(end)", "audit_log.tenant_id = \(actor.tenant)",
            AuditListing.visible(to: actor),
        ]
        if !request.kinds.all.isEmpty { conditions.append("audit_log.action IN \(list: request.kinds.all)") }
        if !request.tasks.all.isEmpty { conditions.append("audit_log.task_id IN \(list: request.tasks.all)") }
        if let project { conditions.append("audit_log.project_id = \(project)") }
        let entries = try tx.all(
            """
            SELECT \(SQL.columns(of: AuditEntry.schema, in: "audit_log")) FROM audit_log \
            WHERE \(SQL.joined(conditions)) ORDER BY audit_log.id LIMIT \(pageSize)
            """, AuditEntry.schema.read)
        let items = request.includesTask ? try itemsWithTasks(of: entries, as: actor, in: tx) : Self.items(of: entries)
        let isLast = items.count == entries.count && entries.count < pageSize
        let through = isLast ? max(position, end) : items[items.count - 1].position
        return EventBatch(
            items: items, through: EventCursor(epoch: epoch, position: through), isLast: isLast)
    }

    private static func items(of entries: [AuditEntry]) -> [EventItem] {
        var items: [EventItem] = []
        var bytes = 0
        for entry in entries where bytes < byteLimit {
            let item = EventItem(entry, nil)
            bytes += item.json.count
            items.append(item)
        }
        return items
    }

    private func itemsWithTasks(
        of entries: [AuditEntry], as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [EventItem] {
        var items: [EventItem] = []
        var bytes = 0
        for piece in entries.chunks(of: Self.taskPiece) where bytes < Self.byteLimit {
            let tasks = try tasks(of: Array(piece), as: actor, in: tx)
            for entry in piece where bytes < Self.byteLimit {
                let item = EventItem(entry, tasks)
                bytes += item.json.count
                items.append(item)
            }
        }
        return items
    }

    /// What somebody may see, as a text that is another when that is another.
    static func sight(of actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) -> String {
        if actor.isAdmin { return "all" }
        let projects = try tx.all(
            """
            SELECT project_id FROM project_members WHERE tenant_id = \(actor.tenant) AND worker_id = \(actor.workerID) \
            ORDER BY project_id
            """
        ) { Int.read($0, 0) }
        return projects.map(String.init).joined(separator: " ")
    }

    /// The tasks that some entries are about, as JSON, of those that the caller may see.
    private func tasks(
        of entries: [AuditEntry], as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [TaskID: [UInt8]] {
        let ids = Set(entries.compactMap(\.taskID)).sorted { $0.rawValue < $1.rawValue }
        guard let last = ids.last else { return [:] }
        // Of few lengths, as an engine keeps each different statement prepared.
        var length = 1
        while length < ids.count { length *= 4 }
        let padded = ids + Array(repeating: last, count: length - ids.count)
        let conditions: [SQL] = [
            "tasks.id IN \(list: padded)", "tasks.tenant_id = \(actor.tenant)", TaskVisibility.listed(to: actor),
        ]
        let items = try tx.all(
            """
            SELECT \(SQL.columns(of: TaskItem.schema, in: "tasks")) FROM tasks\(tx.dialect.byNumber) WHERE \(SQL.joined(conditions))
            """, TaskItem.schema.read)
        return Dictionary(items.map { ($0.id, $0.json) }) { first, _ in first }
    }
}

extension Described {
    /// The value as JSON.
    fileprivate var json: [UInt8] {
        var writer = JSONWriter()
        encode(to: &writer)
        return writer.bytes
    }
}

extension EventItem {
    /// - Parameter tasks: The tasks as JSON, where events are to bring them.
    fileprivate init(_ entry: AuditEntry, _ tasks: [TaskID: [UInt8]]?) {
        var json = entry.json
        if let tasks {
            json.removeLast()
            json +=
                Array(#","task":"#.utf8) + (entry.taskID.flatMap { tasks[$0] } ?? Array("null".utf8)) + [
                    UInt8(ascii: "}")
                ]
        }
        self.init(position: entry.id.rawValue, action: entry.action.rawValue, json: json)
    }
}
