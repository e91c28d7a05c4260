package import TaskFlowDomain
internal import TaskFlowSchema

/// Some of the statuses, as a filter names them: in the order of their declaration, so that one set has one spelling.
package struct TaskStatuses: BoundedList {
    /// As many as there are.
    package static let limit = TaskStatus.allCases.count

    package let all: [TaskStatus]

    package init(_ statuses: [TaskStatus]) {
        let named = Set(statuses)
        all = TaskStatus.allCases.filter(named.contains)
    }

    /// Whether no status is named.
    var isEmpty: Bool { all.isEmpty }

    /// Whether one of them is named.
    func contains(_ status: TaskStatus) -> Bool { all.contains(status) }
}
