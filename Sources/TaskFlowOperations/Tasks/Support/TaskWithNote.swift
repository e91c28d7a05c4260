public import TaskFlowDomain
public import TaskFlowSchema

/// The input of steps that may have a note.
public struct TaskWithNote: Described {
    public let taskID: TaskID
    public let ifMatch: VersionMatch?
    public let note: Note?

    public static let schema = Schema(
        TaskWithNote.init,
        Field.taskID(\.taskID),
        Field.ifMatch(\.ifMatch),
        Field.note(\.note))
}

extension Field where Value == Note? {
    /// A word that stays with the task as its remark.
    static func note(_ get: @escaping @Sendable (Root) -> Note?) -> Field {
        Field("note", get, in: .queryOrBody, "A word on it: the task's remark until the next one, and in the audit log")
    }
}
