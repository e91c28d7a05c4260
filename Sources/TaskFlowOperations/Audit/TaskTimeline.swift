package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// What happened to a task, as people read it: with names, and with what changed.
package enum TaskTimeline: Query {
    package static let spec = Spec(
        name: "task_timeline", verb: Verb("timeline", "task_id", example: "timeline 1"),
        route: .get("/api/tasks/{task_id}/timeline"), scope: .auditRead, summary: "Get a task's timeline",
        details:
            "Newest first, with the names of those who acted. It needs tasks:read as well; a deleted task has one too.",
        errors: [.notFound])

    package static func run(
        _ input: TaskPageInput, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<TimelineEntry> {
        try actor.require(.tasksRead)
        let conditions = try TaskAudit.conditions(of: input.taskID, for: actor, in: tx)
        let width = AuditEntry.schema.columnCount
        let listing = Listing(
            columns: SQL.columns(of: AuditEntry.schema, in: "audit_log") + ", " + name + ", "
                + TimelineText.ofComment(tx.dialect),
            width: width + 2,
            source: "audit_log", conditions: conditions, order: ListOrder(id: "audit_log.id", descending: true)
        ) { row in
            AuditEntry.schema.read(row).map { entry in
                TimelineEntry(
                    entry, name: row.isNull(width) ? nil : row.text(width),
                    comment: row.isNull(width + 1) ? nil : row.text(width + 1))
            }
        }
        return try listing.page(input.page, in: tx)
    }

    private static let name: SQL = """
        (SELECT workers.name FROM workers WHERE workers.tenant_id = audit_log.tenant_id \
        AND workers.id = audit_log.actor_id)
        """
}

/// One entry of a task's timeline.
package struct TimelineEntry: Described, Listed {
    let id: Int
    let kind: Kind
    let at: Timestamp
    let actorID: WorkerID
    let actorName: String?
    let actorType: ActorType
    let via: Via
    let action: AuditAction
    let changes: JSONObject
    let text: String?
    let commentID: Int?

    /// What an entry is.
    package enum Kind: String, Choice {
        /// A change.
        case audit
        /// Something that was said.
        case comment
    }

    package static let schema = Schema(
        TimelineEntry.init,
        Field("id", \.id, "Grows with every entry"),
        Field("kind", \.kind, "A change, or something that was said"),
        Field("at", \.at, "When"),
        Field("actor_id", \.actorID, "Who did it"),
        Field("actor_name", \.actorName, "What they are called; null for the server itself"),
        Field("actor_type", \.actorType, "Person, agent or the server itself"),
        Field("via", \.via, "The door it came through"),
        Field("action", \.action, "What was done"),
        Field("changes", \.changes, "What changed: each field with its value before and after"),
        Field("text", \.text, "The reason or note that was given with it"),
        Field("comment_id", \.commentID, "The comment, where it is one"))

    package static let listColumns = [
        ListColumn("TIME", "at"), ListColumn("ACTOR", "actor_id"), ListColumn("TYPE", "actor_type"),
        ListColumn("VIA", "via"), ListColumn("ACTION", "action"), ListColumn("TEXT", "text"),
        ListColumn("CHANGES", "changes"),
    ]
}

extension TimelineEntry {
    fileprivate init(_ entry: AuditEntry, name: String?, comment: String?) {
        var changes = JSONObject()
        for (field, change) in entry.context.members where change["after"] != nil { changes[field] = change }
        self.init(
            id: entry.id.rawValue, kind: entry.action == .commented ? .comment : .audit, at: entry.timestamp,
            actorID: entry.actorID, actorName: name,
            actorType: entry.actorType, via: entry.via, action: entry.action, changes: changes,
            text: entry.action == .commented ? comment : TimelineText.said(with: entry.context),
            commentID: entry.context["comment_id"]?.integerValue)
    }
}
