internal import TaskFlowStorage

extension TaskSort {
    /// The order, ties broken by id. Tasks without a due date come last either way.
    var order: ListOrder {
        switch self {
        case .createdAt: by("tasks.created_at")
        case .newest: by("tasks.created_at", descending: true)
        case .updatedAt: by("tasks.updated_at")
        case .lastUpdated: by("tasks.updated_at", descending: true)
        case .dueDate: by("tasks.due_or_last")
        case .lastDue: by("tasks.due_or_first", descending: true)
        case .priority: by("tasks.priority")
        case .mostUrgent: by("tasks.priority", descending: true)
        case .title: by("tasks.title", .text)
        case .titleBackward: by("tasks.title", .text, descending: true)
        }
    }

    /// The index that yields a tenant's tasks in this order; of open tasks alone where the list has no others.
    func index(openOnly: Bool) -> StaticString {
        switch self {
        case .createdAt, .newest: openOnly ? "tasks_open_by_created" : "tasks_by_created"
        case .updatedAt, .lastUpdated: "tasks_by_updated"
        case .dueDate: "tasks_by_due_ascending"
        case .lastDue: "tasks_by_due_descending"
        case .priority, .mostUrgent: openOnly ? "tasks_open_by_priority" : "tasks_by_priority"
        case .title, .titleBackward: "tasks_by_title"
        }
    }

    /// Whether the order is by creation, which several narrower indexes have too.
    var isByCreation: Bool { self == .createdAt || self == .newest }

    private func by(_ key: SQL, _ kind: ListOrder.Kind = .integer, descending: Bool = false) -> ListOrder {
        ListOrder(by: key, kind, id: "tasks.id", descending: descending)
    }
}
