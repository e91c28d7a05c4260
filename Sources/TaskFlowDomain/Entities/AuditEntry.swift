public import TaskFlowSchema

/// One change: who did what, when, and through which door.
public struct AuditEntry: Described {
    public let id: AuditID
    public let entityType: EntityType
    public let entityID: String
    public let taskID: TaskID?
    public let projectSlug: Slug?
    public let actorID: WorkerID
    public let actorType: ActorType
    public let action: AuditAction
    public let via: Via
    public let context: JSONObject
    public let requestID: String
    public let timestamp: Timestamp

    public static let schema = Schema(
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
