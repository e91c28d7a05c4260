package import TaskFlowDomain
package import TaskFlowSchema

/// The input of steps that need a reason.
package struct TaskWithReason: Described {
    package let taskID: TaskID
    package let ifMatch: VersionMatch?
    package let reason: Note

    package static let schema = Schema(
        TaskWithReason.init,
        Field.taskID(\.taskID),
        Field.ifMatch(\.ifMatch),
        Field("reason", \.reason, "Why"))
}
