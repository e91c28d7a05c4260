internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What an audit row says beside who, when and through which door.
struct AuditDraft {
    let entity: EntityType
    let entityID: String
    let action: AuditAction
    var taskID: TaskID?
    var projectID: ProjectID?
    var projectSlug: Slug?
    /// The worker that a row about a worker or a key concerns: decides who may read it.
    var workerID: WorkerID?
    var context: JSONObject = [:]
}

extension Transaction {
    /// Writes an audit row; it commits with the change it tells of, or neither does.
    borrowing func record(_ draft: AuditDraft, by actor: Actor) throws(TaskFlowError) {
        if actor.type != .system { countRecord() }
        try later(
            Self.insertion.binding(
                actor.tenant.columnValue, draft.entity.columnValue, draft.entityID.columnValue,
                draft.taskID.columnValue, draft.projectID.columnValue, draft.projectSlug.columnValue,
                draft.workerID.columnValue, actor.workerID.columnValue, actor.type.columnValue,
                draft.action.columnValue, actor.origin.via.columnValue, actor.origin.requestID.columnValue,
                now.columnValue, draft.context.columnValue))
    }

    // Made once: every change of anything runs it.
    private static let insertion: SQL =
        """
        INSERT INTO audit_log (tenant_id, entity_type, entity_id, task_id, project_id, project_slug, worker_id, \
        actor_id, actor_type, action, via, request_id, timestamp, context) VALUES \
        \(SQL.row(of: Array(repeating: .null, count: 14)))
        """

    /// Writes an audit row about a task.
    borrowing func record(
        _ action: AuditAction, _ task: StoredTask, context: JSONObject, by actor: Actor
    ) throws(TaskFlowError) {
        let draft = AuditDraft(
            entity: .task, entityID: task.item.id.description, action: action, taskID: task.item.id,
            projectID: task.projectID, projectSlug: task.item.projectSlug, context: context)
        try record(draft, by: actor)
    }
}
