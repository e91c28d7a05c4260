package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// The tasks by status, as a board shows them, all of one moment.
package enum Board: Query {
    package struct Input: Described {
        let which: TaskConditions
        let sort: TaskSort?
        let fields: TaskFields?

        package static let schema = Schema(
            Input.init, Field(group: \.which),
            Field(
                "sort", \.sort, in: .query,
                "What to sort by; - for descending. By urgency unless it is said, completed tasks the newest first"),
            Field.taskFields(\.fields))
    }

    /// How many tasks a column has at most; of completed ones fewer are of interest.
    private static func limit(of status: TaskStatus) -> PageLimit {
        PageLimit(trusted: status == .completed ? 20 : 50)
    }

    /// From left to right.
    private static let order: [TaskStatus] = [.pending, .inProgress, .blocked, .review, .completed]

    package static let spec = Spec(
        name: "board",
        verb: Verb("board", flags: ["assigned": "assigned_to", "parent": "parent_id"], example: "board"),
        route: .get("/api/board"), scope: .tasksRead, summary: "Get the board",
        details: """
            The columns of a board and the tasks at their heads, all of one moment; `cursor` is that moment among the \
            events. `next` is a cursor for GET /api/tasks with the same filters, the column's status and its sort: \
            `sort` or else urgency, for completed tasks -completed_at.
            """)

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> BoardView {
        let project = try input.which.check(for: actor, in: tx)
        let all = filter(input, [], .urgency)
        let totals = try TaskQuery(all, project: project?.id, actor: actor).counts(in: tx)
        var columns: [BoardColumn] = []
        for status in order {
            let sort = input.sort ?? (status == .completed ? .lastCompleted : .urgency)
            let query = TaskQuery(filter(input, [status], sort), project: project?.id, actor: actor)
            columns.append(BoardColumn(status, totals[status] ?? 0, try query.page(in: tx, share: order.count)))
        }
        return BoardView(columns: columns, cursor: try EventCursor.current(in: tx).description)
    }

    private static func filter(_ input: Input, _ statuses: [TaskStatus], _ sort: TaskSort) -> TaskFilter {
        let limit = statuses.first.map(limit(of:)) ?? .standard
        return TaskFilter(
            statuses: TaskStatuses(statuses), which: input.which, sort: sort, fields: input.fields,
            page: PageRequest(limit: limit, offset: .none, cursor: nil, total: false))
    }
}

/// A board.
package struct BoardView: Described, OperationOutput {
    let columns: [BoardColumn]
    let cursor: String

    // As a list of tasks has them: without the type it would be what one task has, which is none.
    package static let listColumns: [ListColumn]? = TaskItem.listColumns as [ListColumn]
    package static let schemaName = "Board"
    package static let schema = Schema(
        BoardView.init,
        Field("columns", \.columns, "From left to right"),
        Field("cursor", \.cursor, "Where the events go on behind this moment: `after` of GET /api/events"))
}

/// The tasks of one status on a board.
package struct BoardColumn: Described {
    let status: TaskStatus
    let total: Int
    let rows: TaskRows
    let next: String?

    /// The tasks at its head; empty where not all of their keys were asked for.
    var tasks: [TaskItem] { rows.page.elements }

    package static let schema = Schema(
        BoardColumn.init,
        Field("status", \.status, "The status of all its tasks"),
        Field("total", \.total, "How many there are"),
        Field("tasks", \.rows, "Those at the head, 50 at most; 20 of the completed ones"),
        Field("next", \.next, "Where GET /api/tasks goes on; null where there are no more"))

    private init(status: TaskStatus, total: Int, rows: TaskRows, next: String?) {
        self.status = status
        self.total = total
        self.rows = rows
        self.next = next
    }

    init(_ status: TaskStatus, _ total: Int, _ page: Page<TaskItem>) {
        var next: String?
        if case .cursor(let cursor)? = page.info.next { next = cursor }
        self.init(status: status, total: total, rows: TaskRows(page: page), next: next)
    }
}
