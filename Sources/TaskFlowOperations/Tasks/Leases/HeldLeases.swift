internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The leases that an agent has on some tasks, which it keeps by waiting for news of them.
struct HeldLeases: Sendable {
    /// In the order of their numbers, in which they are locked.
    let tasks: [TaskID]
    /// Whether one of them is worth renewing now.
    let isDue: Bool
    /// A tenth of the shortest term: when one is worth renewing next, at the latest.
    let pause: Duration

    /// Those on some tasks. Nobody renews who may not write.
    static func find(
        among tasks: [TaskID], of actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> HeldLeases? {
        guard !tasks.isEmpty, actor.type == .agent, actor.scopes.contains(.tasksWrite) else { return nil }
        let now = tx.now
        let held = try tx.all(
            """
            SELECT task_leases.task_id, task_leases.term, task_leases.renewed_at FROM task_leases \
            WHERE task_leases.task_id IN \(list: tasks) AND task_leases.tenant_id = \(actor.tenant) \
            AND task_leases.worker_id = \(actor.workerID) AND task_leases.expires_at IS NOT NULL \
            ORDER BY task_leases.task_id
            """
        ) { row -> (task: TaskID, term: LeaseTerm, isDue: Bool)? in
            guard let task = TaskID.read(row, 0), let term = LeaseTerm.read(row, 1),
                let renewed = Timestamp.read(row, 2)
            else { return nil }
            return (task, term, term.isWorthRenewing(since: renewed, at: now))
        }
        guard let shortest = held.map(\.term.milliseconds).min() else { return nil }
        return HeldLeases(
            tasks: held.map(\.task), isDue: held.contains(where: \.isDue), pause: .milliseconds(shortest / 10))
    }

    /// Renews those that are worth it and still the caller's.
    func renew(as actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        for task in tasks {
            guard let record = try LeaseRecord.find(of: task, in: tx), record.worker == actor.workerID,
                record.expiresAt != nil, record.term.isWorthRenewing(since: record.renewedAt, at: tx.now)
            else { continue }
            _ = try Leases.renew(task, record, seen: nil, in: tx)
        }
    }
}
