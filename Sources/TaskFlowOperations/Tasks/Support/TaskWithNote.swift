package import TaskFlowDomain
package import TaskFlowSchema

/// The input of steps that may have a note.
package struct TaskWithNote: Described {
    package let taskID: TaskID
    package let ifMatch: VersionMatch?
    package let note: Note?

    package static let schema = Schema(
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
