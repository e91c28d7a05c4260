package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Tasks whose date has come: their gates open.
package enum DueTasks {
    /// In how long the next date comes, zero or less where one has come; `nil` where none is set.
    package static func next(in tx: borrowing Transaction) throws(TaskFlowError) -> Duration? {
        let date = try tx.value("SELECT min(not_before) FROM tasks WHERE deferred = 1", as: Timestamp?.self) ?? nil
        return date.map { .milliseconds($0.milliseconds - tx.now.milliseconds) }
    }

    /// Opens the gates of tasks whose date has come, in every tenant, a thousand at most in each.
    ///
    /// - Returns: Whether there may be more.
    package static func open(in tx: borrowing Transaction) throws(TaskFlowError) -> Bool {
        let tenants = try tx.all(
            "SELECT DISTINCT tenant_id FROM tasks WHERE deferred = 1 AND not_before <= \(tx.now) ORDER BY tenant_id LIMIT 100"
        ) { TenantID.read($0, 0) }
        var opened = 0
        for tenant in tenants {
            try TaskLocks.keepTree(of: tenant, in: tx)
            opened = max(opened, try Gates.openDue(of: tenant, in: tx))
        }
        return opened >= 1_000 || tenants.count == 100
    }
}
