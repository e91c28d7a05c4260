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
