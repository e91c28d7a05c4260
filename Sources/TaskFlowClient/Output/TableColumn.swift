/// A column of a table: what stands above it and which member it shows.
struct TableColumn: Equatable, Sendable {
    let title: String
    let field: String
    var isNumber = false
    /// A task's last reason or note: shown where a row has one and the terminal has room, beside what stands before it.
    var isRemark = false

    init(_ title: String, _ field: String, isNumber: Bool = false, isRemark: Bool = false) {
        self.title = title
        self.field = field
        self.isNumber = isNumber
        self.isRemark = isRemark
    }

    /// The columns that say most of an entity. The last one gives way when the terminal is narrow.
    static func columns(of entity: String) -> [TableColumn]? { all[entity] }

    private static let all: [String: [TableColumn]] = [
        "Task": [
            TableColumn("ID", "id", isNumber: true), TableColumn("STATUS", "status"),
            TableColumn("PRIORITY", "priority"), TableColumn("%", "progress_percent", isNumber: true),
            TableColumn("ASSIGNED TO", "assigned_to"), TableColumn("PROJECT", "project_slug"),
            TableColumn("DUE", "due_date"), TableColumn("TITLE", "title"),
            TableColumn("REMARK", "remark", isRemark: true),
        ],
        "Project": [
            TableColumn("SLUG", "slug"), TableColumn("TASKS", "task_count", isNumber: true),
            TableColumn("OWNER", "owner_id"), TableColumn("REVIEW", "review_required"), TableColumn("NAME", "name"),
        ],
        "Member": [
            TableColumn("HANDLE", "handle"), TableColumn("TYPE", "type"), TableColumn("ROLE", "role"),
            TableColumn("JOINED", "joined_at"), TableColumn("NAME", "name"),
        ],
        "Worker": [
            TableColumn("HANDLE", "handle"), TableColumn("TYPE", "type"), TableColumn("AGENT", "agent_type"),
            TableColumn("LAST SEEN", "last_seen_at"), TableColumn("CAPABILITIES", "capabilities"),
            TableColumn("NAME", "name"),
        ],
        "Key": [
            TableColumn("ID", "id", isNumber: true), TableColumn("WORKER", "worker_id"),
            TableColumn("CREATED", "created_at"), TableColumn("EXPIRES", "expires_at"),
            TableColumn("LAST USED", "last_used_at"), TableColumn("NAME", "name"), TableColumn("SCOPES", "scopes"),
        ],
        "AuditEntry": [
            TableColumn("TIME", "timestamp"), TableColumn("ACTOR", "actor_id"), TableColumn("TYPE", "actor_type"),
            TableColumn("VIA", "via"), TableColumn("ACTION", "action"), TableColumn("WHAT", "entity_type"),
            TableColumn("ID", "entity_id"), TableColumn("CONTEXT", "context"),
        ],
    ]
}
