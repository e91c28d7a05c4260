package import TaskFlowDomain
internal import TaskFlowSchema

/// The kept numbers of tasks by status (`task_totals`).
package enum TaskTotals {
    /// Merges what PostgreSQL noted change by change. Several servers may do so at once: one does it.
    package static func merge(in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try tx.execute(
            """
            WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(1718643061, 0) AS mine), \
            gone AS (DELETE FROM task_totals WHERE part <> 0 AND (SELECT mine FROM turn) \
            RETURNING tenant_id, project_id, status, total) \
            INSERT INTO task_totals (tenant_id, project_id, status, part, total) \
            SELECT tenant_id, project_id, status, 0, sum(total)::bigint FROM gone GROUP BY tenant_id, project_id, status \
            ON CONFLICT (tenant_id, project_id, status, part) DO UPDATE SET total = task_totals.total + excluded.total
            """)
    }

    /// Totals that are not what is counted anew, a sentence each; ten at most.
    package static func faults(in tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        try tx.all(
            """
            SELECT tenant_id, project_id, status, sum(kept), sum(counted) FROM (\
            SELECT tenant_id, project_id, status, total AS kept, 0 AS counted FROM task_totals UNION ALL \
            SELECT tenant_id, coalesce(project_id, 0), status, 0, 1 FROM tasks) AS both_sides \
            GROUP BY tenant_id, project_id, status HAVING sum(kept) <> sum(counted) \
            ORDER BY tenant_id, project_id, status LIMIT 10
            """
        ) { row in
            "the total of \(row.text(2)) tasks of tenant \(row.text(0)), project \(row.integer(1)), is \(row.integer(3)), "
                + "and should be \(row.integer(4))"
        }
    }
}
