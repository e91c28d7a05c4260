package import TaskFlowSchema

/// The last reason or note that was given with a step of a task: the answer to "why is it like this?".
package struct Remark: Described, Equatable {
    /// How the audit log calls the step it was given with.
    package let action: AuditAction
    package let text: Note
    /// Who gave it; `nil` for the system.
    package let by: WorkerID?
    package let at: Timestamp

    package init(action: AuditAction, text: Note, by: WorkerID?, at: Timestamp) {
        self.action = action
        self.text = text
        self.by = by
        self.at = at
    }

    package static let schema = Schema(
        Remark.init,
        Field("action", \.action, "The step it was given with"),
        Field("text", \.text, "The reason or note"),
        Field("by", \.by, "Id of the worker who gave it; null for the system"),
        Field("at", \.at, "When"))
}

// In a row it takes four columns, all of them null where nothing was said. The audit log has it as what was given with the
// step.
extension Remark: ColumnsConvertible {
    /// The columns of the table of tasks, in the order of the members.
    package static let columns = ["remark_action", "remark_text", "remark_by", "remark_at"]

    package var columnValues: [ColumnValue] { [action.columnValue, text.columnValue, by.columnValue, at.columnValue] }

    package static func readColumn(_ row: any ColumnReader, _ column: Int) throws(NoColumnValue) -> Remark {
        Remark(
            action: try AuditAction.readColumn(row, column), text: try Note.readColumn(row, column + 1),
            by: try WorkerID?.readColumn(row, column + 2), at: try Timestamp.readColumn(row, column + 3))
    }
}
