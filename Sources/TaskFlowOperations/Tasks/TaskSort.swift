internal import TaskFlowSchema

/// What lists of tasks are sorted by; `-` for descending.
package enum TaskSort: String, Choice {
    case createdAt = "created_at"
    case newest = "-created_at"
    case updatedAt = "updated_at"
    case lastUpdated = "-updated_at"
    case dueDate = "due_date"
    case lastDue = "-due_date"
    case priority
    case mostUrgent = "-priority"
    case title
    case titleBackward = "-title"
}
