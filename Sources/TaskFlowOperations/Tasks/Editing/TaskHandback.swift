internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Takes open tasks from a worker who may no longer work on them, each with its own audit row.
enum TaskHandback {
    /// - Parameters:
    ///   - project: the project whose tasks are concerned; `nil` for all of the tenant.
    ///   - changed: those that this very call has given a new version already.
    static func handBack(
        tasksOf worker: WorkerID, in project: ProjectID? = nil, after changed: Set<TaskID> = [], by actor: Actor,
        _ tx: borrowing Transaction
    ) throws(TaskFlowError) {
        var conditions: [SQL] = [
            "tasks.tenant_id = \(actor.tenant)", "tasks.assigned_to = \(worker)", "tasks.status <> 'completed'",
        ]
        if let project { conditions.append("tasks.project_id = \(project)") }
        let tasks = try tx.all(
            "SELECT \(StoredTask.columns) FROM tasks WHERE \(SQL.joined(conditions)) ORDER BY tasks.id"
                + tx.dialect.lock(.changing, of: "tasks"),
            StoredTask.init)
        for task in tasks { try handBack(task, isNew: changed.contains(task.item.id), by: actor, tx) }
    }

    private static func handBack(
        _ task: StoredTask, isNew: Bool, by actor: Actor, _ tx: borrowing Transaction
    ) throws(TaskFlowError) {
        var after = task.item
        let step: Transition = after.status == .inProgress ? .release : .assign(nil)
        TaskLifecycle.apply(step, to: &after, at: tx.now)
        if !isNew { after.version += 1 }
        after.updatedAt = tx.now
        let changes = StoredTask.table.changes(from: task.item, to: after)
        try tx.execute("UPDATE tasks SET \(changes.assignments) WHERE id = \(after.id)")
        let context = TaskDifference.context(of: step, task.item, after, [:])
        try tx.record(step.action, StoredTask(item: after, projectID: task.projectID), context: context, by: actor)
    }
}
