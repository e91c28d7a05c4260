internal import TaskFlowDomain
package import TaskFlowSchema

/// A task of a plan: the members of `create_task`, with a ref by which the others name it.
package struct PlannedTask: Described {
    let ref: PlanRef
    let title: Title
    let description: LongText?
    let status: NewTaskStatus
    let priority: Priority
    let progressPercent: NewTaskProgress
    let assignedTo: WorkerReference?
    let projectSlug: Slug?
    let tags: Tags
    let dueDate: Timestamp?
    let notBefore: Timestamp?
    let requires: Requirements
    let parent: PlanReference?
    let needs: PlanReferences

    package static let schema = Schema(
        PlannedTask.init,
        Field("ref", \.ref, "What the plan calls it"),
        Field("title", \.title, "What is to be done"),
        Field("description", \.description, "More about it"),
        Field("status", \.status, default: NewTaskStatus(), "A new task is pending"),
        Field("priority", \.priority, default: .medium, "How urgent it is"),
        Field("progress_percent", \.progressPercent, default: NewTaskProgress(), "A new task has no progress"),
        Field("assigned_to", \.assignedTo, "Id or handle of a worker who may work on it, or me"),
        Field("project_slug", \.projectSlug, "The project it belongs to; left out, its parent's or else the plan's"),
        Field("tags", \.tags, default: Tags([]), "Its tags"),
        Field("due_date", \.dueDate, "When it is due; without an offset it is UTC, a bare date its midnight"),
        Field("not_before", \.notBefore, "Before it the task is not offered and not started"),
        Field("requires", \.requires, default: Requirements([]), "Capabilities that an agent must have to start it"),
        Field("parent", \.parent, "The task it is a part of: a ref of the plan, or a task's number"),
        Field(
            "needs", \.needs, default: PlanReferences(all: []),
            "Tasks that must be completed before it may be started: refs of the plan, or tasks' numbers")
    ).closed()

    /// The input of `create_task` that it stands for, once those that it names are there.
    func input(under parent: TaskID?, in project: Slug?) -> NewTask {
        NewTask(
            title: title, description: description, status: status, priority: priority,
            progressPercent: progressPercent, assignedTo: assignedTo, projectSlug: project, parentID: parent,
            tags: tags,
            dueDate: dueDate, notBefore: notBefore, requires: requires, needs: TaskNumbers([]))
    }
}
