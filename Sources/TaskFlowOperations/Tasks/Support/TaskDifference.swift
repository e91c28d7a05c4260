internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What differs between two states of a task: for the audit log, and for the UPDATE that brings it about.
enum TaskDifference {
    /// `{"field": {"before": …, "after": …}}` for every field a person would call changed.
    static func changes(_ before: TaskItem, _ after: TaskItem) -> JSONObject {
        var changes = JSONObject()
        let old = before.json.objectValue ?? [:]
        for (name, value) in (after.json.objectValue ?? [:]).members where value != old[name] {
            if name == "version" || name == "updated_at" { continue }
            changes[name] = ["before": old[name] ?? .null, "after": value]
        }
        return changes
    }

    /// What the audit log says of a step: what the caller gave, then how state and assignee changed. A start always
    /// moves from pending to its caller, so its row says the former alone, whichever way it came about.
    static func context(
        of transition: Transition, _ before: TaskItem, _ after: TaskItem, _ given: JSONObject
    ) -> JSONObject {
        var context = given
        if before.status != after.status { context["status"] = change(before.status, after.status) }
        if case .start = transition { return context }
        if before.assignedTo != after.assignedTo {
            context["assigned_to"] = change(before.assignedTo, after.assignedTo)
        }
        if before.submittedBy != after.submittedBy {
            context["submitted_by"] = change(before.submittedBy, after.submittedBy)
        }
        return context
    }

    private static func change<Value: SchemaValue>(_ before: Value, _ after: Value) -> JSON {
        ["before": before.json, "after": after.json]
    }

    /// The columns to set, and no others, so that only the indexes concerned are touched.
    static func assignments(_ before: TaskItem, _ after: TaskItem) -> SQL {
        var sets: [SQL] = ["version = \(after.version)", "updated_at = \(after.updatedAt)"]
        if before.title != after.title { sets.append("title = \(after.title)") }
        if before.description != after.description { sets.append("description = \(after.description)") }
        if before.title != after.title || before.description != after.description {
            sets.append("search_text = \(SearchFolding.text(of: after))")
        }
        if before.status != after.status { sets.append("status = \(after.status)") }
        if before.priority != after.priority { sets.append("priority = \(after.priority)") }
        if before.progressPercent != after.progressPercent {
            sets.append("progress_percent = \(after.progressPercent)")
        }
        if before.assignedTo != after.assignedTo { sets.append("assigned_to = \(after.assignedTo)") }
        if before.parentID != after.parentID { sets.append("parent_id = \(after.parentID)") }
        if before.tags != after.tags { sets.append("tags = \(after.tags)") }
        if before.dueDate != after.dueDate { sets.append("due_date = \(after.dueDate)") }
        if before.startedAt != after.startedAt { sets.append("started_at = \(after.startedAt)") }
        if before.completedAt != after.completedAt { sets.append("completed_at = \(after.completedAt)") }
        if before.submittedBy != after.submittedBy { sets.append("submitted_by = \(after.submittedBy)") }
        return .joined(sets, separator: ", ")
    }
}
