package import TaskFlowDomain
internal import TaskFlowSchema

/// The leases of tasks as a whole.
package enum TaskLeases {
    /// Ends all leases of a database that was put back, or read from another one, as whoever has them works for the one that was
    /// there before. The tasks go back to those that wait at the next sweep, and every generation told so far is stale.
    ///
    /// - Parameter highest: The highest generation that the replaced database had given.
    package static func end(above highest: Int = 0, in tx: borrowing Transaction) throws(TaskFlowError) {
        let own = try tx.value("SELECT max(generation) FROM task_leases", as: Int?.self) ?? nil
        let floor = max(highest, own ?? 0)
        try tx.execute(
            """
            UPDATE task_leases SET generation = \(floor + 1), worker_id = NULL, key_id = NULL, is_fenced = 0, \
            released_by = NULL, released_at = NULL, \
            expires_at = CASE WHEN expires_at IS NULL THEN NULL ELSE 0 END, \
            heartbeat_before = CASE WHEN expires_at IS NULL THEN NULL ELSE 0 END WHERE worker_id IS NOT NULL
            """)
        try tx.execute(
            "UPDATE lease_state SET swept_at = 0, floor = CASE WHEN floor < \(floor + 1) THEN \(floor + 1) ELSE floor END"
        )
    }

    /// Leases that run without the holder they were granted to, a sentence each; ten at most.
    package static func faults(in tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        try tx.all(
            """
            SELECT task_leases.task_id, tasks.status FROM task_leases JOIN tasks ON tasks.id = task_leases.task_id \
            WHERE task_leases.expires_at IS NOT NULL AND task_leases.worker_id IS NOT NULL AND (tasks.status <> 'in_progress' \
            OR task_leases.worker_id IS DISTINCT FROM tasks.assigned_to) ORDER BY task_leases.task_id LIMIT 10
            """
        ) { row in
            "the lease of task \(row.integer(0)) runs, and the task is \(row.text(1)) or another's"
        }
    }
}
