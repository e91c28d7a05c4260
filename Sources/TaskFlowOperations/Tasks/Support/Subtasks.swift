internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The tasks under a task.
enum Subtasks {
    /// Refuses to complete a task while a subtask is not: 409. The task itself must be locked.
    static func requireCompleted(of task: TaskItem, in tx: borrowing Transaction) throws(TaskFlowError) {
        let open = try tx.value(
            "SELECT id FROM tasks WHERE parent_id = \(task.id) AND status <> 'completed' ORDER BY id LIMIT 1",
            as: TaskID.self)
        guard let open else { return }
        throw TaskFlowError(.openSubtasks, "Task \(task.id) has open subtasks, such as task \(open)")
    }

    /// The task and everything under it, deepest last.
    static func tree(of id: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) -> [StoredTask] {
        try tx.all(
            """
            WITH RECURSIVE tree (id, depth) AS (SELECT id, 0 FROM tasks WHERE id = \(id) \
            UNION ALL SELECT tasks.id, tree.depth + 1 FROM tasks JOIN tree ON tasks.parent_id = tree.id) \
            SELECT \(StoredTask.columns) FROM tasks JOIN tree ON tree.id = tasks.id ORDER BY tree.depth, tasks.id
            """, StoredTask.init)
    }

    /// Whether one task lies under another, or is the same.
    static func contains(_ id: TaskID, under ancestor: TaskID, in tx: borrowing Transaction) throws(TaskFlowError)
        -> Bool
    {
        let found = try tx.value(
            """
            WITH RECURSIVE chain (id, parent_id) AS (SELECT id, parent_id FROM tasks WHERE id = \(id) \
            UNION SELECT tasks.id, tasks.parent_id FROM tasks JOIN chain ON tasks.id = chain.parent_id) \
            SELECT id FROM chain WHERE id = \(ancestor)
            """, as: TaskID.self)
        return found != nil
    }
}
