internal import TaskFlowDomain
internal import TaskFlowSchema

/// The fields of `create_task` with FastAPI's rules alone: any status and any progress.
struct Creation: Described {
    let title: Title
    let description: LongText?
    let status: TaskStatus
    let priority: Priority
    let progressPercent: Percent
    let assignedTo: WorkerReference?
    let projectSlug: Slug?
    let parentID: TaskID?
    let tags: Tags
    let dueDate: Timestamp?

    static let schema = Schema(
        Creation.init,
        Field("title", \.title, "What is to be done"),
        Field("description", \.description, "More about it"),
        Field("status", \.status, default: .pending, "Where it stands"),
        Field("priority", \.priority, default: .medium, "How urgent it is"),
        Field("progress_percent", \.progressPercent, default: Percent(trusted: 0), "How much is done"),
        Field("assigned_to", \.assignedTo, "Who is to do it"),
        Field("project_slug", \.projectSlug, "The project it belongs to"),
        Field("parent_id", \.parentID, "The task it is a part of"),
        Field("tags", \.tags, default: Tags([]), "Its tags"),
        Field("due_date", \.dueDate, "When it is due"))
}
