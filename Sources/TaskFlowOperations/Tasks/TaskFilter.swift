package import TaskFlowDomain
package import TaskFlowSchema
internal import TaskFlowStorage

/// The input of `list_tasks`: which tasks, in which order, which page.
package struct TaskFilter: Described {
    let statuses: TaskStatuses
    let which: TaskConditions
    let sort: TaskSort
    let fields: TaskFields?
    let page: PageRequest

    package static let schema = Schema(
        TaskFilter.init,
        Field("status", \.statuses, in: .query, default: TaskStatuses([]), "Any of these statuses; may be repeated"),
        Field(group: \.which),
        Field("sort", \.sort, in: .query, default: .newest, "What to sort by; - for descending"),
        Field.taskFields(\.fields),
        Field(group: \.page))
}

/// What tasks are filtered by, beside their status; a group of fields in the inputs of lists and boards.
package struct TaskConditions: Described {
    let assignedTo: WorkerReference?
    let isUnassigned: Bool
    let ready: Bool?
    let requires: Requirements
    let lease: LeaseFilter?
    let hasQuestion: Bool?
    let project: Slug?
    let parentID: TaskID?
    let needs: TaskID?
    let priority: Priority?
    let tags: Tags
    let text: SearchText?
    let dueBefore: Timestamp?
    let dueAfter: Timestamp?
    let createdBy: WorkerReference?
    let accountableID: WorkerReference?

    package static let schema = Schema(
        TaskConditions.init,
        Field("assigned_to", \.assignedTo, in: .query, "Id or handle of the assignee; `me` for the caller"),
        Field("unassigned", \.isUnassigned, in: .query, default: false, "Only those that are nobody's"),
        Field("ready", \.ready, in: .query, "Whether they could be taken now by somebody who has what they require"),
        Field(
            "requires", \.requires, in: .query, default: Requirements([]),
            "Those that require all of these; may be repeated"),
        Field(
            "lease", \.lease, in: .query,
            "held: an agent has a lease; late: one that was silent for a third of it, to a quarter of a minute"),
        Field("has_question", \.hasQuestion, in: .query, "Whether a question about them is open"),
        Field("project", \.project, in: .query, "Slug of the project"),
        Field("parent_id", \.parentID, in: .query, "Their parent task"),
        Field("needs", \.needs, in: .query, "Those that need this task"),
        Field("priority", \.priority, in: .query, "Their priority"),
        Field("tag", \.tags, in: .query, default: Tags([]), "All of these tags; may be repeated"),
        Field(
            "q", \.text, in: .query,
            "Text in title or description; upper and lower case are one, by Unicode's full case folding"),
        Field("due_before", \.dueBefore, in: .query, "Due before"),
        Field("due_after", \.dueAfter, in: .query, "Due then or later"),
        Field("created_by", \.createdBy, in: .query, "Id or handle of the creator; `me` for the caller"),
        Field(
            "accountable_id", \.accountableID, in: .query,
            "Id or handle of the person who answers for them; `me` for the caller"))

    /// Refuses a filter that names what does not exist for the caller, and finds the project that it names: 422.
    func check(
        for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ProjectPlace? {
        let place = try FilterReference.find(project, at: "project", for: actor, in: tx)
        try FilterReference.demand(assignedTo, at: "assigned_to", for: actor, in: tx)
        try FilterReference.demand(createdBy, at: "created_by", for: actor, in: tx)
        try FilterReference.demand(accountableID, at: "accountable_id", for: actor, in: tx)
        try FilterReference.demand(parentID, at: "parent_id", for: actor, in: tx)
        try FilterReference.demand(needs, at: "needs", for: actor, in: tx)
        return place
    }
}

/// How it stands with the lease of a task.
package enum LeaseFilter: String, Choice {
    /// One runs, late ones among them.
    case held
    /// One runs, and its holder should have written by now.
    case late
    /// None runs.
    case free = "none"
}

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
    case urgency
    case lastCompleted = "-completed_at"
}

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

/// Some of the priorities, in the order of their declaration.
package struct Priorities: BoundedList {
    /// As many as there are.
    package static let limit = Priority.allCases.count

    package let all: [Priority]

    package init(_ priorities: [Priority]) {
        let named = Set(priorities)
        all = Priority.allCases.filter(named.contains)
    }
}
