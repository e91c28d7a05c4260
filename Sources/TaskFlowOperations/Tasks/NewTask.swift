public import TaskFlowDomain
public import TaskFlowSchema

/// The input of `create_task`.
public struct NewTask: Described {
    public let title: Title
    public let description: LongText?
    public let status: NewTaskStatus
    public let priority: Priority
    public let progressPercent: NewTaskProgress
    public let assignedTo: WorkerReference?
    public let projectSlug: Slug?
    public let parentID: TaskID?
    public let tags: Tags
    public let dueDate: Timestamp?

    public static let schema = Schema(
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
        Field("due_date", \.dueDate, "When it is due; without an offset it is UTC, a bare date its midnight"))
}
