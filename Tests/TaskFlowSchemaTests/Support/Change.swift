internal import TaskFlowDomain
internal import TaskFlowSchema

/// The input of `update_task`: a path, and members that may be left out.
struct Change: Described {
    let taskID: TaskID
    let title: Patch<Title>
    let description: Patch<LongText?>
    let status: Patch<TaskStatus>
    let priority: Patch<Priority>
    let progressPercent: Patch<Percent>
    let assignedTo: Patch<WorkerReference?>
    let parentID: Patch<TaskID?>
    let tags: Patch<Tags>
    let dueDate: Patch<Timestamp?>
    let reason: Note?

    static let schema = Schema(
        Change.init,
        Field("task_id", \.taskID, in: .path, "The task"),
        Field("title", \.title, "What is to be done"),
        Field("description", \.description, "More about it"),
        Field("status", \.status, "Where it stands"),
        Field("priority", \.priority, "How urgent it is"),
        Field("progress_percent", \.progressPercent, "How much is done"),
        Field("assigned_to", \.assignedTo, "Who is to do it"),
        Field("parent_id", \.parentID, "The task it is a part of"),
        Field("tags", \.tags, "Its tags"),
        Field("due_date", \.dueDate, "When it is due"),
        Field("reason", \.reason, "Why"))
}
