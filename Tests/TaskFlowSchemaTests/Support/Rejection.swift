internal import TaskFlowDomain
internal import TaskFlowSchema

/// The input of `reject_task`: a path, and a member that must be sent.
struct Rejection: Described {
    let taskID: TaskID
    let reason: Note

    static let schema = Schema(
        Rejection.init,
        Field("task_id", \.taskID, in: .path, "The task"),
        Field("reason", \.reason, "Why"))
}
