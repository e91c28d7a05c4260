package import TaskFlowDomain
internal import TaskFlowSchema

/// The counters in the rows of tasks, counted anew from needs, parents and dates: what `doctor` and the tests compare with
/// what is stored.
package enum TaskCounters {
    /// Rows whose counters are not what they should be, a sentence each; ten at most.
    package static func faults(in tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        try tx.all(sql) { row in
            "the counters of task \(row.integer(0)) are "
                + "waits \(row.integer(1)), inherited \(row.integer(2)), open_children \(row.integer(3)), "
                + "and should be \(row.integer(4)), \(row.integer(5)), \(row.integer(6))"
        }
    }

    private static let sql: SQL = """
        WITH RECURSIVE below (id) AS (SELECT children.id FROM tasks children JOIN tasks above \
        ON children.parent_id = above.id WHERE above.waits > 0 OR above.deferred = 1 \
        UNION ALL SELECT tasks.id FROM tasks JOIN below ON tasks.parent_id = below.id), \
        gates (id, times) AS (SELECT id, count(*) FROM below GROUP BY id), \
        needed (id, times) AS (SELECT task_needs.task_id, count(*) FROM task_needs JOIN tasks ON tasks.id = task_needs.needed_id \
        WHERE tasks.status <> 'completed' GROUP BY task_needs.task_id), \
        parts (id, times) AS (SELECT parent_id, count(*) FROM tasks WHERE parent_id IS NOT NULL AND status <> 'completed' \
        GROUP BY parent_id) \
        SELECT tasks.id, tasks.waits, tasks.inherited, tasks.open_children, coalesce(needed.times, 0), \
        coalesce(gates.times, 0), coalesce(parts.times, 0) FROM tasks LEFT JOIN needed ON needed.id = tasks.id \
        LEFT JOIN gates ON gates.id = tasks.id LEFT JOIN parts ON parts.id = tasks.id \
        WHERE tasks.waits <> coalesce(needed.times, 0) OR tasks.inherited <> coalesce(gates.times, 0) \
        OR tasks.open_children <> coalesce(parts.times, 0) ORDER BY tasks.id LIMIT 10
        """
}
