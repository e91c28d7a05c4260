internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A filter of tasks in SQL, and the index that yields its order: sorting is never left to a temporary B-tree.
struct TaskQuery {
    private let filter: TaskFilter
    private let project: ProjectID?
    private let actor: Actor

    init(_ filter: TaskFilter, project: ProjectID?, actor: Actor) {
        self.filter = filter
        self.project = project
        self.actor = actor
    }

    /// The table, by the narrowest index that has the order.
    ///
    /// Tasks that need a certain one are a thousand at most: they are found by their numbers and sorted then.
    func source(_ dialect: Dialect) -> SQL {
        "tasks" + (filter.which.needs == nil ? dialect.indexed(by: index) : dialect.byNumber)
    }

    var conditions: [SQL] { [tenant, place] + filters }

    private var place: SQL {
        project.map { id -> SQL in "tasks.project_id = \(id)" } ?? TaskVisibility.listed(to: actor)
    }

    /// The page that the filter asks for.
    ///
    /// - Parameter share: Of how many such pages an answer is made, which has no more bytes than one page.
    func page(in tx: borrowing Transaction, share: Int = 1) throws(TaskFlowError) -> Page<TaskItem> {
        let shown = filter.fields?.selection ?? TaskItem.schema.whole
        var listing = Listing(
            columns: filter.fields?.columns ?? Self.columns, width: shown.columns.count, source: source(tx.dialect),
            conditions: conditions, order: order, read: TaskItem.schema.read, parts: try parts(in: tx))
        listing.byteLimit /= share
        listing.copy = shown.write
        return try listing.page(filter.page, in: tx)
    }

    /// How many tasks of each status there are.
    func counts(in tx: borrowing Transaction) throws(TaskFlowError) -> [TaskStatus: Int] {
        if filters.isEmpty { return try keptCounts(in: tx) }
        let places = try ownPlaces("tasks_project_by_urgency", "tasks_loose_by_urgency", in: tx)
        let parts = places ?? [Listing.Part(source: source(tx.dialect), conditions: conditions)]
        let counts = parts.map { part -> SQL in
            "SELECT tasks.status, COUNT(*) FROM " + part.source + " WHERE " + .joined(part.conditions)
                + " GROUP BY tasks.status"
        }
        let counted = try tx.all(.joined(counts, separator: " UNION ALL ")) { row in
            TaskStatus.read(row, 0).map { ($0, row.integer(1)) }
        }
        return Dictionary(counted, uniquingKeysWith: +)
    }

    /// The numbers that are kept for whoever asks for nothing but a project, or for no more than there is to see.
    private func keptCounts(in tx: borrowing Transaction) throws(TaskFlowError) -> [TaskStatus: Int] {
        var conditions: [SQL] = ["tenant_id = \(actor.tenant)"]
        if let project {
            conditions.append("project_id = \(project)")
        } else if !actor.isAdmin {
            conditions.append(
                """
                (project_id = 0 OR project_id IN (SELECT project_members.project_id FROM project_members \
                WHERE project_members.tenant_id = \(actor.tenant) AND project_members.worker_id = \(actor.workerID)))
                """)
        }
        let kept = try tx.all(
            "SELECT status, sum(total) FROM task_totals WHERE \(SQL.joined(conditions)) GROUP BY status"
        ) {
            row in TaskStatus.read(row, 0).map { ($0, row.integer(1)) }
        }
        return Dictionary(kept, uniquingKeysWith: +)
    }

    private static let columns = SQL.columns(of: TaskItem.schema, in: "tasks")

    /// The list in parts, one for each project of a caller who is a member of few and one for tasks without a project;
    /// empty where one walk over the tenant's tasks is as good.
    func parts(in tx: borrowing Transaction) throws(TaskFlowError) -> [Listing<TaskItem>.Part] {
        if filter.sort == .urgency {
            // Each part says its status: named twice, the planner may take the list of them and sort.
            let places = try ownPlaces("tasks_project_by_urgency", "tasks_loose_by_urgency", otherFilters, in: tx)
            let all = places ?? [Listing.Part(source: source(tx.dialect), conditions: [tenant, place] + otherFilters)]
            // The index of urgency begins with the status: of each it has the order.
            return all.flatMap { part in statuses.map { part.with("tasks.status = \($0)") } }
        }
        if filter.sort == .lastCompleted {
            return try ownPlaces("tasks_project_by_completion", "tasks_loose_by_completion", in: tx) ?? []
        }
        guard isWalk else { return [] }
        return try ownPlaces("tasks_by_project", "tasks_loose_by_created", in: tx) ?? []
    }

    /// Where the tasks lie that a caller sees who is a member of few projects: in each of those, and in none. Each part has an
    /// index of its own, so that no task is walked past that the caller may not see. `nil` where one walk over all is as good.
    private func ownPlaces(
        _ byProject: StaticString, _ loose: StaticString, _ filters: [SQL]? = nil, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [Listing<TaskItem>.Part]? {
        guard project == nil, filter.which.needs == nil, !actor.isAdmin,
            let projects = try ProjectsOfActor.few(actor, in: tx)
        else { return nil }
        return [part(loose, "tasks.project_id IS NULL", filters, tx.dialect)]
            + projects.map { part(byProject, "tasks.project_id = \($0)", filters, tx.dialect) }
    }

    private func part(
        _ index: StaticString, _ place: SQL, _ filters: [SQL]?, _ dialect: Dialect
    ) -> Listing<TaskItem>.Part {
        Listing.Part(
            source: "tasks" + dialect.indexed(by: index), conditions: [tenant, place] + (filters ?? self.filters))
    }

    private var statuses: [TaskStatus] { filter.statuses.isEmpty ? TaskStatus.allCases : filter.statuses.all }

    private var tenant: SQL { "tasks.tenant_id = \(actor.tenant)" }

    private var filters: [SQL] {
        let statuses: [SQL] = filter.statuses.isEmpty ? [] : ["tasks.status IN \(list: filter.statuses.all)"]
        return statuses + otherFilters
    }

    /// All but the one by status.
    private var otherFilters: [SQL] {
        var all: [SQL] = []
        // Said once more for the planner: it uses the index of open tasks only where it reads this.
        if isOpenOnly { all.append("tasks.status <> 'completed'") }
        // Only what was completed stands behind this in the index.
        if filter.sort == .lastCompleted, filter.statuses.all == [.completed] {
            all.append("tasks.completed_or_first > \(-Int.max)")
        }
        if let worker = filter.which.assignedTo {
            all.append("tasks.assigned_to = " + FilterReference.id(of: worker, for: actor))
        }
        if filter.which.isUnassigned { all.append("tasks.assigned_to IS NULL") }
        if let ready = filter.which.ready { all.append(ready ? Self.isReady : "NOT " + Self.isReady) }
        for name in filter.which.requires.all { all.append("tasks.requires " + .like(containing: "\"\(name)\"")) }
        if let lease = filter.which.lease { all.append(Self.condition(lease)) }
        if let asked = filter.which.hasQuestion { all.append("tasks.open_questions " + (asked ? "> 0" : "= 0")) }
        if let worker = filter.which.createdBy {
            all.append("tasks.created_by = " + FilterReference.id(of: worker, for: actor))
        }
        if let worker = filter.which.accountableID {
            all.append("tasks.accountable_id = " + FilterReference.id(of: worker, for: actor))
        }
        if let parent = filter.which.parentID { all.append("tasks.parent_id = \(parent)") }
        if let needed = filter.which.needs {
            all.append("tasks.id IN (SELECT task_id FROM task_needs WHERE needed_id = \(needed))")
        }
        if let priority = filter.which.priority { all.append("tasks.priority = \(priority)") }
        for tag in filter.which.tags.all { all.append("tasks.tags " + .like(containing: " \(tag) ")) }
        if let text = filter.which.text {
            all.append("tasks.search_text " + .like(containing: SearchFolding.fold(text.rawValue)))
        }
        if let time = filter.which.dueBefore { all.append("tasks.due_date < \(time)") }
        if let time = filter.which.dueAfter { all.append("tasks.due_date >= \(time)") }
        return all
    }

    private static let isReady = SQL(trusted: TaskItem.isReady)

    /// What is late is so by the last look at leases: a condition that holds a time would be another one on the next page.
    private static func condition(_ lease: LeaseFilter) -> SQL {
        let runs: SQL = """
            EXISTS (SELECT 1 FROM task_leases WHERE task_leases.task_id = tasks.id AND task_leases.expires_at IS NOT NULL
            """
        switch lease {
        case .held: return runs + ")"
        case .late: return runs + " AND task_leases.heartbeat_before < (SELECT swept_at FROM lease_state))"
        case .free: return "NOT " + runs + ")"
        }
    }

    /// The order asked for; of tasks of one priority, an order by priority is one by id.
    var order: ListOrder {
        switch filter.sort {
        case .priority where filter.which.priority != nil: ListOrder(id: "tasks.id", descending: false)
        case .mostUrgent where filter.which.priority != nil: ListOrder(id: "tasks.id", descending: true)
        default: filter.sort.order
        }
    }

    private var index: StaticString {
        if filter.sort.isByCreation {
            if filter.which.parentID != nil { return "tasks_by_parent" }
            if filter.which.assignedTo != nil { return "tasks_by_assignee" }
            if project != nil { return "tasks_by_project" }
        }
        if project != nil, filter.sort == .urgency { return "tasks_project_by_urgency" }
        if project != nil, filter.sort == .lastCompleted { return "tasks_project_by_completion" }
        return filter.sort.index(openOnly: isOpenOnly)
    }

    /// Whether the list walks all tasks of the tenant by their creation.
    private var isWalk: Bool {
        filter.sort.isByCreation && project == nil && filter.which.parentID == nil && filter.which.assignedTo == nil
            && !isOpenOnly
    }

    private var isOpenOnly: Bool { !filter.statuses.isEmpty && !filter.statuses.contains(.completed) }
}

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
        case .urgency: by("tasks.urgency")
        case .lastCompleted: by("tasks.completed_or_first", descending: true)
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
        case .urgency: "tasks_by_urgency"
        case .lastCompleted: "tasks_by_completion"
        }
    }

    /// Whether the order is by creation, which several narrower indexes have too.
    var isByCreation: Bool { self == .createdAt || self == .newest }

    private func by(_ key: SQL, _ kind: ListOrder.Kind = .integer, descending: Bool = false) -> ListOrder {
        ListOrder(by: key, kind, id: "tasks.id", descending: descending)
    }
}
