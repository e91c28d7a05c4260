internal import TaskFlowSchema

/// Where a task stands (contract section 2).
package enum TaskStatus: String, Choice, ColumnConvertible {
    case pending
    case inProgress = "in_progress"
    case review
    case completed
    case blocked
}
