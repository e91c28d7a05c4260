internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A task that the actor may see, with what decides over it: the actor's role in its project, and the project's rule.
struct LoadedTask {
    let task: StoredTask
    let role: ProjectRole?
    let reviewRequired: Bool

    /// The project the task lies in.
    var place: ProjectPlace? {
        guard let id = task.projectID, let slug = task.item.projectSlug else { return nil }
        return ProjectPlace(id: id, slug: slug, role: role)
    }

    /// Finds a task; one that the actor may not see is not found either (404).
    static func find(
        _ id: TaskID, for actor: Actor, locked: Bool, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> LoadedTask {
        let lock: RowLock = locked ? .changing : .none
        try tx.hold("SELECT 1 FROM tasks WHERE id = \(id) AND tenant_id = \(actor.tenant)", lock, of: "tasks")
        let sql = select.binding(actor.workerID.columnValue, id.columnValue, actor.tenant.columnValue)
        guard let loaded = try tx.first(sql, LoadedTask.init), loaded.isVisible(to: actor) else {
            throw .notFound("Task")
        }
        return loaded
    }

    private static let select: SQL =
        "SELECT " + StoredTask.columns + """
            , projects.review_required, project_members.role FROM tasks \
            LEFT JOIN projects ON projects.id = tasks.project_id \
            LEFT JOIN project_members ON project_members.project_id = tasks.project_id \
            AND project_members.worker_id = \("") WHERE tasks.id = \(0) AND tasks.tenant_id = \("")
            """

    private init?(_ row: any ColumnReader) {
        guard let task = StoredTask(row), let role = ProjectRole?.read(row, Self.width + 1) else { return nil }
        self.task = task
        self.role = role
        reviewRequired = Bool.read(row, Self.width) ?? false
    }

    private func isVisible(to actor: Actor) -> Bool { actor.isAdmin || task.projectID == nil || role != nil }

    private static let width = TaskItem.schema.columnCount + 1
}
