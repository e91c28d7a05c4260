internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// How many tasks an agent may have in progress at once. People have no limit, and what is blocked or in review does not count.
enum ClaimLimit {
    /// Lets an agent's starts take turns, so that they are counted; and keeps its key from being revoked meanwhile, which would
    /// leave it a lease. It comes before any lock on a task, and travels with the next statement.
    static func hold(_ actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        guard actor.type == .agent else { return }
        if tx.dialect != .sqlite, let key = actor.keyID {
            try tx.demand(
                "SELECT 1 FROM keys WHERE id = \(key) AND revoked_at IS NULL\(tx.dialect.lock(.edited, of: "keys"))",
                else: Authenticator.badCredential)
        }
        try tx.hold(
            "SELECT 1 FROM workers WHERE tenant_id = \(actor.tenant) AND id = \(actor.workerID)", .edited, of: "workers"
        )
    }

    /// The condition that an agent may start one more.
    static func condition(_ actor: Actor) -> SQL {
        """
        (SELECT count(*) FROM tasks held WHERE held.tenant_id = \(actor.tenant) AND held.assigned_to = \(actor.workerID) \
        AND held.status = 'in_progress') < (SELECT workers.max_held FROM workers \
        WHERE workers.tenant_id = \(actor.tenant) AND workers.id = \(actor.workerID))
        """
    }

    /// Refuses an agent who holds as many as it may: 409 that names them.
    static func check(_ actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        guard actor.type == .agent else { return }
        let held = try tx.all(
            """
            SELECT id FROM tasks WHERE tenant_id = \(actor.tenant) AND assigned_to = \(actor.workerID) \
            AND status = 'in_progress' ORDER BY id LIMIT 101
            """
        ) { TaskID.read($0, 0) }
        let limit = try tx.value(
            "SELECT max_held FROM workers WHERE tenant_id = \(actor.tenant) AND id = \(actor.workerID)", as: Int.self)
        guard let limit, held.count >= limit else { return }
        let names = held.prefix(10).map { "\($0)" }.joined(separator: ", ") + (held.count > 10 ? ", …" : "")
        throw TaskFlowError(
            .claimLimit,
            "You hold \(held.count) of \(limit) tasks that you may hold at once (\(names)): finish or release one first"
        )
    }
}
