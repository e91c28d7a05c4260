package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Throws stored answers away.
package enum ForgetAnswers {
    /// How many go at once at most.
    package static let batch = 500

    /// Throws away answers that are over, the oldest first; any number of servers may do so at the same time.
    ///
    /// - Returns: Whether there may be more.
    package static func over(in tx: borrowing Transaction) throws(TaskFlowError) -> Bool {
        let due = tx.now.adding(seconds: -StoredAnswer.lifetime)
        let count = try tx.execute(
            """
            DELETE FROM idempotency WHERE (tenant_id, actor_id, key) IN (SELECT tenant_id, actor_id, key FROM idempotency \
            WHERE created_at <= \(due) ORDER BY created_at LIMIT \(batch)\(tx.dialect.lock(.claiming, of: "idempotency")))
            """)
        return count == batch
    }

    /// Throws all away: another database's rows took the place of those that they told of.
    package static func all(in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.execute("DELETE FROM idempotency")
    }
}
