internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What the audit log says of a step.
enum TaskDifference {
    /// What the caller gave, then how state and assignee changed. A start always moves from pending to its caller, so its row
    /// says the former alone, whichever way it came about.
    static func context(
        of transition: Transition, _ before: TaskItem, _ after: TaskItem, _ given: JSONObject
    ) -> JSONObject {
        let changes = StoredTask.table.changes(from: before, to: after)
        var context = given
        if let status = changes["status"] { context["status"] = status }
        if case .start = transition { return context }
        if let assignee = changes["assigned_to"] { context["assigned_to"] = assignee }
        if let submitter = changes["submitted_by"] { context["submitted_by"] = submitter }
        return context
    }
}
