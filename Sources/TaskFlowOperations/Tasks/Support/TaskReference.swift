package import TaskFlowDomain
package import TaskFlowSchema

/// The input of operations that need to know the task and no more.
package struct TaskReference: Described {
    package let taskID: TaskID
    package let ifMatch: VersionMatch?

    package static let schema = Schema(
        TaskReference.init,
        Field.taskID(\.taskID),
        Field.ifMatch(\.ifMatch))
}

extension Field where Value == TaskID {
    /// The task's number in the path.
    static func taskID(_ get: @escaping @Sendable (Root) -> TaskID) -> Field {
        Field("task_id", get, in: .path, "The task's number")
    }
}

extension Field where Value == VersionMatch? {
    /// The version that the caller last saw.
    static func ifMatch(_ get: @escaping @Sendable (Root) -> VersionMatch?) -> Field {
        Field("if-match", get, in: .header, "Refuse with 412 unless the task is still at this version (its ETag)")
    }
}
