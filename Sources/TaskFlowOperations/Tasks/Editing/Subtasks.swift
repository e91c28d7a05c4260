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

    /// Refuses to close the gate of a task that has more under it than can be counted up at once: 409.
    static func requireFew(under id: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        let limit = 5_000
        let count = try tx.value(
            """
            SELECT count(*) FROM (WITH RECURSIVE below (id) AS (SELECT id FROM tasks WHERE parent_id = \(id) UNION ALL \
            SELECT tasks.id FROM tasks JOIN below ON tasks.parent_id = below.id) \
            SELECT id FROM below LIMIT \(limit + 1)) AS found
            """, as: Int.self)
        guard count ?? 0 <= limit else {
            throw TaskFlowError(.tooLarge, "Task \(id) has more than \(limit) tasks under it: let those need the other")
        }
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

/// Deletes tasks, each with its audit row.
enum TaskRemoval {
    static func remove(_ tasks: [StoredTask], by actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        let closed = try QuestionFollowing.close(of: tasks, in: tx)
        // SQLite takes 32,766 values in a statement; children go first, so that each piece leaves no orphan behind.
        for piece in tasks.reversed().chunks(of: 10_000) {
            try tx.execute("DELETE FROM tasks WHERE id IN \(list: piece.map(\.item.id))")
        }
        for task in tasks {
            for question in closed[task.item.id] ?? [] {
                try tx.record(.questionClosed, task, context: question.context, by: actor)
            }
            try tx.record(.deleted, task, context: context(of: task.item), by: actor)
        }
    }

    /// Whose it was is said too: it is taken from its holder.
    private static func context(of task: TaskItem) -> JSONObject {
        var context: JSONObject = ["title": task.title.json]
        if let holder = task.assignedTo { context["assigned_to"] = holder.json }
        return context
    }
}

extension Array {
    /// The elements in order, in pieces of at most that many.
    func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
