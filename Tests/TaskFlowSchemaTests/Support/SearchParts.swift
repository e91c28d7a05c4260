internal import TaskFlowSchema

enum SortOrder: String, Choice {
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

struct Limit: ConstrainedInteger {
    static let range = 1...100
    let rawValue: Int
    init(trusted rawValue: Int) { self.rawValue = rawValue }
}

struct Offset: ConstrainedInteger {
    static let range = 0...Int.max
    let rawValue: Int
    init(trusted rawValue: Int) { self.rawValue = rawValue }
}
