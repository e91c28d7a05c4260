package import TaskFlowSchema

/// One change: who did what, when, and through which door.
package struct AuditEntry: Described {
    package let id: AuditID
    package let entityType: EntityType
    package let entityID: String
    package let taskID: TaskID?
    package let projectSlug: Slug?
    package let actorID: WorkerID
    package let actorType: ActorType
    package let action: AuditAction
    package let via: Via
    package let context: JSONObject
    package let requestID: String
    package let timestamp: Timestamp

    package static let schema = Schema(
        AuditEntry.init,
        Field(column: "id", \.id, "Grows with every entry"),
        Field(column: "entity_type", \.entityType, "What was changed"),
        Field(column: "entity_id", \.entityID, "Which one: a task's or key's number, a project's slug, a worker's id"),
        Field(column: "task_id", \.taskID, "The task, when it was one"),
        Field(column: "project_slug", \.projectSlug, "The project it happened in"),
        Field(column: "actor_id", \.actorID, "Who did it"),
        Field(column: "actor_type", \.actorType, "Person, agent or the server itself"),
        Field(column: "action", \.action, "What was done"),
        Field(column: "via", \.via, "The door it came through"),
        Field(column: "context", \.context, "What changed"),
        Field(column: "request_id", \.requestID, "The id of the request"),
        Field(column: "timestamp", \.timestamp, "When"))
}

extension AuditEntry: Listed {
    package static let listColumns = [
        ListColumn("TIME", "timestamp"), ListColumn("ACTOR", "actor_id"), ListColumn("TYPE", "actor_type"),
        ListColumn("VIA", "via"), ListColumn("ACTION", "action"), ListColumn("WHAT", "entity_type"),
        ListColumn("ID", "entity_id"), ListColumn("CONTEXT", "context"),
    ]
}

/// What was done (docs/contract.md, 6).
package struct AuditAction: OpenChoice {
    package let rawValue: String

    package init(stored rawValue: String) { self.rawValue = rawValue }

    package static let created = AuditAction(stored: "created")
    package static let updated = AuditAction(stored: "updated")
    package static let deleted = AuditAction(stored: "deleted")
    package static let started = AuditAction(stored: "started")
    package static let progressed = AuditAction(stored: "progressed")
    package static let submitted = AuditAction(stored: "submitted")
    package static let approved = AuditAction(stored: "approved")
    package static let rejected = AuditAction(stored: "rejected")
    package static let completed = AuditAction(stored: "completed")
    package static let blocked = AuditAction(stored: "blocked")
    package static let unblocked = AuditAction(stored: "unblocked")
    package static let released = AuditAction(stored: "released")
    package static let assigned = AuditAction(stored: "assigned")
    package static let reopened = AuditAction(stored: "reopened")
    package static let claimed = AuditAction(stored: "claimed")
    package static let leaseExpired = AuditAction(stored: "lease_expired")
    package static let memberAdded = AuditAction(stored: "member_added")
    package static let memberRemoved = AuditAction(stored: "member_removed")
    package static let keyCreated = AuditAction(stored: "key_created")
    package static let keyRevoked = AuditAction(stored: "key_revoked")
    package static let needAdded = AuditAction(stored: "need_added")
    package static let needRemoved = AuditAction(stored: "need_removed")
    package static let commented = AuditAction(stored: "commented")
    package static let commentEdited = AuditAction(stored: "comment_edited")
    package static let commentDeleted = AuditAction(stored: "comment_deleted")
    package static let linkAdded = AuditAction(stored: "link_added")
    package static let linkRemoved = AuditAction(stored: "link_removed")
    package static let asked = AuditAction(stored: "asked")
    package static let answered = AuditAction(stored: "answered")
    package static let withdrawn = AuditAction(stored: "withdrawn")
    package static let questionExpired = AuditAction(stored: "question_expired")
    package static let questionClosed = AuditAction(stored: "question_closed")
    package static let imported = AuditAction(stored: "imported")
    package static let invited = AuditAction(stored: "invited")
    package static let signedOut = AuditAction(stored: "signed_out")

    package static let allCases: [AuditAction] = [
        .created, .updated, .deleted, .started, .progressed, .submitted, .approved, .rejected, .completed, .blocked,
        .unblocked, .released, .assigned, .reopened, .claimed, .leaseExpired, .memberAdded, .memberRemoved,
        .keyCreated, .keyRevoked, .needAdded, .needRemoved, .commented, .commentEdited, .commentDeleted, .linkAdded,
        .linkRemoved, .asked, .answered, .withdrawn, .questionExpired, .questionClosed, .imported, .invited,
        .signedOut,
    ]
}

/// What an audit entry is about.
package struct EntityType: OpenChoice {
    package let rawValue: String

    package init(stored rawValue: String) { self.rawValue = rawValue }

    package static let task = EntityType(stored: "task")
    package static let project = EntityType(stored: "project")
    package static let worker = EntityType(stored: "worker")
    package static let key = EntityType(stored: "key")

    package static let allCases: [EntityType] = [.task, .project, .worker, .key]
}

/// Who did something: a person, an agent, or the server itself.
package struct ActorType: OpenChoice {
    package let rawValue: String

    package init(stored rawValue: String) { self.rawValue = rawValue }

    package static let human = ActorType(stored: "human")
    package static let agent = ActorType(stored: "agent")
    package static let system = ActorType(stored: "system")

    package static let allCases: [ActorType] = [.human, .agent, .system]
}
