package import TaskFlowDomain
package import TaskFlowSchema

/// The input of `create_task`.
package struct NewTask: Described {
    package let title: Title
    package let description: LongText?
    package let status: NewTaskStatus
    package let priority: Priority
    package let progressPercent: NewTaskProgress
    package let assignedTo: WorkerReference?
    package let projectSlug: Slug?
    package let parentID: TaskID?
    package let tags: Tags
    package let dueDate: Timestamp?
    package let notBefore: Timestamp?
    package let requires: Requirements
    package let needs: TaskNumbers

    package static let schema = Schema(
        NewTask.init,
        Field("title", \.title, "What is to be done"),
        Field("description", \.description, "More about it"),
        Field("status", \.status, default: NewTaskStatus(), "A new task is pending"),
        Field("priority", \.priority, default: .medium, "How urgent it is"),
        Field("progress_percent", \.progressPercent, default: NewTaskProgress(), "A new task has no progress"),
        Field("assigned_to", \.assignedTo, "Id or handle of a worker who may work on it, or me"),
        Field("project_slug", \.projectSlug, "The project it belongs to; left out, the parent's"),
        Field("parent_id", \.parentID, "The task it is a part of"),
        Field("tags", \.tags, default: Tags([]), "Its tags"),
        Field("due_date", \.dueDate, "When it is due; without an offset it is UTC, a bare date its midnight"),
        Field("not_before", \.notBefore, "Before it the task is not offered and not started"),
        Field("requires", \.requires, default: Requirements([]), "Capabilities that an agent must have to start it"),
        Field("needs", \.needs, default: TaskNumbers([]), "Tasks that must be completed before it may be started"))
}

/// The progress of a task at its creation: none, so that no task is born past its own audit.
package struct NewTaskProgress: SchemaValue {
    package init() {}

    package static func decode(_ json: JSON, into issues: inout Issues) -> NewTaskProgress? {
        guard let percent = Percent.decode(json, into: &issues) else { return nil }
        if percent.rawValue == 0 { return NewTaskProgress() }
        issues.add(.value("a new task has no progress: start it, then report progress", input: json))
        return nil
    }

    package func encode(to writer: inout JSONWriter) { writer.integer(0) }
    package static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "integer", "const": 0] }
}

/// The status of a task at its creation: pending and no other, so that no task is born past its own audit.
package struct NewTaskStatus: SchemaValue {
    package init() {}

    package static func decode(_ json: JSON, into issues: inout Issues) -> NewTaskStatus? {
        guard let status = TaskStatus.decode(json, into: &issues) else { return nil }
        if status == .pending { return NewTaskStatus() }
        issues.add(.value("a new task is pending: create it, then change its status", input: json))
        return nil
    }

    package func encode(to writer: inout JSONWriter) { TaskStatus.pending.encode(to: &writer) }
    package static func describe(in definitions: inout Definitions) -> JSONObject {
        ["type": "string", "const": "pending"]
    }
}
