internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A task and the part of its row that no door shows.
struct StoredTask {
    var item: TaskItem
    let projectID: ProjectID?

    static let table = Table<TaskItem>(
        "tasks", generated: "id",
        derived: [
            Table.Derived("search_text", from: ["title", "description"]) { SearchFolding.text(of: $0).columnValue },
            // Whoever writes the date writes the time of the change with it.
            Table.Derived("deferred", from: ["not_before"]) {
                (Gates.isDeferred($0, at: $0.updatedAt) ? 1 : 0).columnValue
            },
        ])

    static let columns = SQL.columns(of: TaskItem.schema, in: "tasks") + ", tasks.project_id"

    /// What an `INSERT` or `UPDATE` gives back for ``init(_:)``.
    static let returning: SQL = " RETURNING " + columns

    init?(_ row: any ColumnReader) {
        guard let item = TaskItem.schema.read(row), let projectID = ProjectID?.read(row, Self.width) else { return nil }
        self.item = item
        self.projectID = projectID
    }

    init(item: TaskItem, projectID: ProjectID?) {
        self.item = item
        self.projectID = projectID
    }

    /// How many columns ``columns`` has before the project.
    static let width = TaskItem.schema.columnCount
}

/// Conditions on `tasks` within a tenant that keep from a caller what it may not see or touch (docs/contract.md, 3.5).
/// Empty for admins.
enum TaskVisibility {
    /// What the actor may see, for lists: the projects are looked up once, not for each row.
    static func listed(to actor: Actor) -> SQL {
        if actor.isAdmin { return "" }
        return """
            (tasks.project_id IS NULL OR tasks.project_id IN (SELECT project_members.project_id FROM project_members \
            WHERE project_members.tenant_id = \(actor.tenant) AND project_members.worker_id = \(actor.workerID)))
            """
    }

    /// What the actor may work on, for one task.
    static func mayWork(_ actor: Actor) -> SQL {
        if actor.isAdmin { return "" }
        return """
            (tasks.project_id IS NULL OR EXISTS (SELECT 1 FROM project_members \
            WHERE project_members.project_id = tasks.project_id AND project_members.worker_id = \(actor.workerID) \
            AND project_members.role <> 'viewer'))
            """
    }
}
