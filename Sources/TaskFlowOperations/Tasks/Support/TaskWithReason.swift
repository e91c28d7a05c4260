public import TaskFlowDomain
public import TaskFlowSchema

/// The input of steps that need a reason.
public struct TaskWithReason: Described {
    public let taskID: TaskID
    public let ifMatch: VersionMatch?
    public let reason: Note

    public static let schema = Schema(
        TaskWithReason.init,
        Field.taskID(\.taskID),
        Field.ifMatch(\.ifMatch),
        Field("reason", \.reason, "Why"))
}
