public import TaskFlowSchema

/// The last reason or note that was given with a step of a task: the answer to "why is it like this?".
public struct Remark: Described, Equatable {
    /// How the audit log calls the step it was given with.
    public let action: AuditAction
    public let text: Note
    /// Who gave it; `nil` for the system.
    public let by: WorkerID?
    public let at: Timestamp

    public init(action: AuditAction, text: Note, by: WorkerID?, at: Timestamp) {
        self.action = action
        self.text = text
        self.by = by
        self.at = at
    }

    public static let schema = Schema(
        Remark.init,
        Field("action", \.action, "The step it was given with"),
        Field("text", \.text, "The reason or note"),
        Field("by", \.by, "Id of the worker who gave it; null for the system"),
        Field("at", \.at, "When"))
}

// In a row it takes four columns, all of them null where nothing was said.
extension Remark {
    /// The columns of the table of tasks, in the order of the members.
    public static let columns = ["remark_action", "remark_text", "remark_by", "remark_at"]

    public static func readColumn(_ row: any ColumnReader, _ column: Int) throws(NoColumnValue) -> Remark {
        Remark(
            action: try AuditAction.readColumn(row, column), text: try Note.readColumn(row, column + 1),
            by: try WorkerID?.readColumn(row, column + 2), at: try Timestamp.readColumn(row, column + 3))
    }
}
