package import TaskFlowDomain
package import TaskFlowSchema

/// What a listener of events asks for.
package struct EventRequest: Described, Hashable {
    let after: CursorText?
    let kinds: AuditActions
    let tasks: TaskNumbers
    let project: Slug?
    let include: EventInclusion?

    package static let schema = Schema(
        EventRequest.init,
        Field(
            "after", \.after, in: .query,
            """
            The cursor to go on from: the `id` of the last event that was read, or the `cursor` of a board. Without it, and \
            without a `Last-Event-ID`, from now on
            """),
        Field("kinds", \.kinds, in: .query, default: AuditActions([]), "Any of these actions; may be repeated"),
        Field("task_id", \.tasks, in: .query, default: TaskNumbers([]), "Any of these tasks; may be repeated"),
        Field("project", \.project, in: .query, "Slug of the project they happened in"),
        Field(
            "include", \.include, in: .query, "`task`: each event of a task brings the whole task with it, as it is now"
        ))

    /// The same wherever in the log it begins.
    var fromAnywhere: EventRequest {
        EventRequest(after: nil, kinds: kinds, tasks: tasks, project: project, include: include)
    }

    /// Whether the tasks themselves are wanted.
    var includesTask: Bool { include == .task }
}

/// What events bring with them.
package enum EventInclusion: String, Choice {
    case task
}

/// Actions, as a filter names them.
package struct AuditActions: BoundedList, Hashable {
    package static let limit = 50
    package let all: [AuditAction]

    package init(_ actions: [AuditAction]) { all = actions.distinct }
}

/// Numbers of tasks, as a filter names them.
package struct TaskNumbers: BoundedList, Hashable {
    package static let limit = 50
    package let all: [TaskID]

    package init(_ ids: [TaskID]) { all = ids.distinct }
}

/// The text of an ``EventCursor``, as a client sends it.
package struct CursorText: ConstrainedString, Hashable {
    package static let rules = StringRules(1...100)
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
