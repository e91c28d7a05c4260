internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Whom a comment mentions, for their inboxes. A mention starts nothing.
enum Mentions {
    /// How many workers one comment puts it before.
    private static let limit = 50

    /// Whoever says something on a task has read where they are mentioned there.
    static func end(on task: TaskID, of actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.execute(
            """
            UPDATE mentions SET done_at = \(tx.now) WHERE task_id = \(task) AND worker_id = \(actor.workerID) \
            AND done_at IS NULL
            """)
    }

    /// Adds a mention for each worker whom the text names and who sees the task, but not for its author.
    ///
    /// - Returns: Who was not mentioned by the comment before.
    static func add(
        by comment: TaskComment, on loaded: LoadedTask, _ actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [WorkerID] {
        let handles = MentionReader.handles(in: comment.text?.rawValue ?? "").prefix(limit)
        if handles.isEmpty { return [] }
        var conditions: [SQL] = [
            "workers.tenant_id = \(actor.tenant)", "workers.handle IN \(list: Array(handles))",
            "workers.deleted_at IS NULL", "workers.id <> \(actor.workerID)",
        ]
        if let project = loaded.task.projectID {
            conditions.append(
                """
                (workers.role = 'admin' OR EXISTS (SELECT 1 FROM project_members \
                WHERE project_members.project_id = \(project) AND project_members.worker_id = workers.id))
                """)
        }
        let added = try tx.all(
            """
            INSERT INTO mentions (tenant_id, worker_id, task_id, comment_id, created_at) SELECT workers.tenant_id, workers.id, \
            \(comment.taskID), \(comment.id), \(tx.now) FROM workers WHERE \(SQL.joined(conditions)) \
            ON CONFLICT DO NOTHING RETURNING worker_id
            """
        ) { WorkerID.read($0, 0) }
        return added.sorted { $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8) }
    }
}
