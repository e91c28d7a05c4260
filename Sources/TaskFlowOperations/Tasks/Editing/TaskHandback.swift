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

    /// Takes the tasks in progress from agents that claimed them with keys that are revoked.
    static func handBack(
        claimedWith keys: [KeyID], by actor: Actor, _ tx: borrowing Transaction
    ) throws(TaskFlowError) {
        if keys.isEmpty { return }
        let tasks = try tx.all(
            """
            SELECT \(StoredTask.columns) FROM tasks WHERE tasks.tenant_id = \(actor.tenant) AND tasks.status = 'in_progress' \
            AND tasks.id IN (SELECT task_id FROM task_leases WHERE expires_at IS NOT NULL AND key_id IN \(list: keys)) \
            ORDER BY tasks.id
            """ + tx.dialect.lock(.changing, of: "tasks"),
            StoredTask.init)
        for task in tasks { try handBack(task, isNew: false, by: actor, tx) }
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
        try Leases.takeAway(after.id, in: tx)
        let context = TaskDifference.context(of: step, task.item, after, [:])
        try tx.record(step.action, StoredTask(item: after, projectID: task.projectID), context: context, by: actor)
    }
}
