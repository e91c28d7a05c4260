internal import TaskFlowDomain
internal import TaskFlowSchema

/// The input of `update_progress`: values that the query or the body may hold.
struct Report: Described {
    let taskID: TaskID
    let percent: Percent
    let note: Note?

    static let schema = Schema(
        Report.init,
        Field("task_id", \.taskID, in: .path, "The task"),
        Field("percent", \.percent, in: .queryOrBody, "How much is done"),
        Field("note", \.note, in: .queryOrBody, "A word on it"))
}
