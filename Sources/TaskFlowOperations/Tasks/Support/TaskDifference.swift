internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What differs between two states of a task: for the audit log, and for the UPDATE that brings it about.
enum TaskDifference {
    /// The one list that both are made of, in the order of the wire.
    static func list(_ before: TaskItem, _ after: TaskItem) -> Changes {
        var changes = Changes()
        changes.compare("title", before.title, after.title)
        changes.compare("description", before.description, after.description)
        if !changes.isEmpty { changes.set("search_text = \(SearchFolding.text(of: after))") }
        changes.compare("status", before.status, after.status)
        changes.compare("priority", before.priority, after.priority)
        changes.compare("progress_percent", before.progressPercent, after.progressPercent)
        changes.compare("assigned_to", before.assignedTo, after.assignedTo)
        changes.compare("parent_id", before.parentID, after.parentID)
        changes.compare("tags", before.tags, after.tags)
        changes.compare("due_date", before.dueDate, after.dueDate)
        changes.compare("started_at", before.startedAt, after.startedAt)
        changes.compare("completed_at", before.completedAt, after.completedAt)
        changes.compare("submitted_by", before.submittedBy, after.submittedBy)
        if before.remark != after.remark { add(after.remark, to: &changes) }
        return changes
    }

    /// `{"field": {"before": …, "after": …}}` for every field a person would call changed.
    static func changes(_ before: TaskItem, _ after: TaskItem) -> JSONObject { list(before, after).context }

    /// What the audit log says of a step: what the caller gave, then how state and assignee changed. A start always
    /// moves from pending to its caller, so its row says the former alone, whichever way it came about.
    static func context(
        of transition: Transition, _ before: TaskItem, _ after: TaskItem, _ given: JSONObject
    ) -> JSONObject {
        let changes = list(before, after)
        var context = given
        if let status = changes["status"] { context["status"] = status }
        if case .start = transition { return context }
        if let assignee = changes["assigned_to"] { context["assigned_to"] = assignee }
        if let submitter = changes["submitted_by"] { context["submitted_by"] = submitter }
        return context
    }

    /// The columns to set, and no others.
    static func assignments(_ before: TaskItem, _ after: TaskItem) -> SQL {
        var changes = list(before, after)
        changes.set("version = \(after.version)")
        changes.set("updated_at = \(after.updatedAt)")
        return changes.assignments
    }

    // The log has a remark as what was given with the step.
    private static func add(_ remark: Remark?, to changes: inout Changes) {
        changes.set("remark_action = \(remark?.action)")
        changes.set("remark_text = \(remark?.text)")
        changes.set("remark_by = \(remark?.by)")
        changes.set("remark_at = \(remark?.at)")
    }
}
