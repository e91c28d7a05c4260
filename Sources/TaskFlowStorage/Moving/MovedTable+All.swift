extension MovedTable {
    /// Every table but that of the migrations, which each database keeps for itself, and ``leftBehind``; each after those
    /// that it refers to.
    package static let all = [workers, keys, projects, projectMembers, tasks, taskHolders, auditLog]

    /// The tables that do not move: whoever signed in at the one database signs in anew at the other. The first exports had
    /// their rows, which an import passes over.
    package static let leftBehind = ["sessions", "sign_in_codes"]

    private static let workers = MovedTable(
        "workers", key: ["tenant_id", "id"],
        .text("tenant_id"), .text("id"), .text("handle"), .text("name"), .text("type"), .text("role"),
        .text("agent_type"), .text("capabilities"), .text("registered_by"), .integer("created_at"),
        .integer("last_seen_at"), .integer("deleted_at"))

    private static let keys = MovedTable(
        "keys", key: ["id"], isCounted: true,
        .integer("id"), .text("tenant_id"), .text("worker_id"), .text("name"), .text("hash"), .text("scopes"),
        .text("created_by"), .integer("created_at"), .integer("expires_at"), .integer("last_used_at"),
        .integer("revoked_at"))

    private static let projects = MovedTable(
        "projects", key: ["id"], isCounted: true,
        .integer("id"), .text("tenant_id"), .text("slug"), .text("name"), .text("owner_id"), .bool("review_required"),
        .integer("created_at"), .integer("updated_at"), .text("review_by", ifMissing: .text("anyone")),
        .text("description"))

    private static let projectMembers = MovedTable(
        "project_members", key: ["project_id", "worker_id"],
        .integer("project_id"), .text("tenant_id"), .text("worker_id"), .text("role"), .integer("joined_at"))

    private static let tasks = MovedTable(
        "tasks", key: ["id"], isCounted: true, parent: "parent_id",
        .integer("id"), .text("tenant_id"), .text("title"), .text("status"), .integer("priority"),
        .integer("progress_percent"), .text("assigned_to"), .integer("project_id"), .text("project_slug"),
        .integer("parent_id"), .text("tags"), .integer("due_date"), .text("created_by"), .integer("version"),
        .integer("started_at"), .integer("completed_at"), .integer("created_at"), .integer("updated_at"),
        .text(
            "submitted_by", ifMissing: .null,
            fill: "UPDATE tasks SET submitted_by = coalesce(\(lastSubmitter), assigned_to) WHERE status = 'review'"),
        .text(
            "accountable_id", ifMissing: .null,
            fill: "UPDATE tasks SET accountable_id = \(AnsweringPerson.ofOldTask)"),
        .text("remark_action", ifMissing: .null), .text("remark_by", ifMissing: .null),
        .integer("remark_at", ifMissing: .null), .text("remark_text", ifMissing: .null), .text("description"),
        .text("search_text"))

    // Of work that nobody is assigned to any more an old export has no other trace.
    private static let lastSubmitter: SQL = """
        (SELECT workers.id FROM audit_log JOIN workers ON workers.tenant_id = audit_log.tenant_id \
        AND workers.id = audit_log.actor_id WHERE audit_log.task_id = tasks.id AND audit_log.action = 'submitted' \
        ORDER BY audit_log.id DESC LIMIT 1)
        """

    // Of tasks in an old export it is known who holds them now.
    private static let taskHolders = MovedTable(
        "task_holders", key: ["task_id", "worker_id"],
        ifMissing: .fill(
            """
            INSERT INTO task_holders (task_id, worker_id) SELECT id, assigned_to FROM tasks \
            WHERE assigned_to IS NOT NULL AND status IN ('in_progress', 'review', 'blocked')
            """),
        .integer("task_id"), .text("worker_id"))

    private static let auditLog = MovedTable(
        "audit_log", key: ["id"], isCounted: true,
        .integer("id"), .text("tenant_id"), .text("entity_type"), .text("entity_id"), .integer("task_id"),
        .integer("project_id"), .text("project_slug"), .text("worker_id"), .text("actor_id"), .text("actor_type"),
        .text("action"), .text("via"), .text("request_id"), .integer("timestamp"), .text("context"))
}
