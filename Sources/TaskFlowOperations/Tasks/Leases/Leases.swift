internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Grants, renews and ends leases, in the transaction of whatever is the cause. The task must be locked.
///
/// A generation is counted up with each grant and each taking away, and never given twice: whoever comes late finds another
/// one. It is not counted up where a lease is merely over, so that the work of a late holder can be taken while nobody else
/// was granted the task.
enum Leases {
    /// Takes a task by a statement that answers its row, and grants it to whoever calls: agents get a lease, and of people who
    /// had it before is late. PostgreSQL does both in one statement, which saves a trip.
    ///
    /// - Parameters:
    ///   - with: Tables that the statement looks at, as they follow `WITH RECURSIVE`.
    ///   - isFenced: Whether an agent must say the generation from now on.
    /// - Returns: The task with its lease; `nil` where the statement found none.
    static func take(
        by update: SQL, with tables: SQL = "", for actor: Actor, isFenced: Bool, _ term: LeaseTerm = .standard,
        in tx: borrowing Transaction
    ) throws(TaskFlowError) -> StoredTask? {
        let prefix: SQL = tables.isEmpty ? "" : "WITH RECURSIVE \(tables) "
        guard actor.type == .agent else {
            guard let task = try tx.first(prefix + update, StoredTask.init) else { return nil }
            try takeAway(task.item.id, in: tx)
            return task
        }
        if tx.dialect == .postgres {
            let both: SQL = """
                WITH RECURSIVE \(tables)\(tables.isEmpty ? "" : ", " as SQL)started AS (\(update)), granted AS (\
                \(grant("SELECT started.id, started.version FROM started", actor, isFenced, term, tx.now))) \
                SELECT started.*, granted.generation FROM started CROSS JOIN granted
                """
            return try tx.first(both) { row in
                StoredTask(row).flatMap { leased($0, LeaseGeneration.read(row, StoredTask.width + 1), term, tx.now) }
            }
        }
        guard let task = try tx.first(prefix + update, StoredTask.init) else { return nil }
        let row: SQL = "SELECT \(task.item.id) AS id, \(task.item.version) AS version"
        let generation = try tx.value(grant(row, actor, isFenced, term, tx.now), as: LeaseGeneration.self)
        return leased(task, generation, term, tx.now)
    }

    private static func leased(
        _ task: StoredTask, _ generation: LeaseGeneration?, _ term: LeaseTerm, _ now: Timestamp
    ) -> StoredTask? {
        guard let generation else { return nil }
        var task = task
        task.item.lease = term.lease(generation, at: now)
        return task
    }

    /// Grants a task that is locked already to an agent.
    static func grant(
        _ task: TaskItem, to agent: Actor, isFenced: Bool, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Lease {
        let row: SQL = "SELECT \(task.id) AS id, \(task.version) AS version"
        let generation = try tx.value(grant(row, agent, isFenced, .standard, tx.now), as: LeaseGeneration.self)
        guard let generation else { throw .internal("INSERT INTO task_leases returned no row") }
        return LeaseTerm.standard.lease(generation, at: tx.now)
    }

    /// - Parameter row: Selects the task's `id` and `version`.
    private static func grant(
        _ row: SQL, _ agent: Actor, _ isFenced: Bool, _ term: LeaseTerm, _ now: Timestamp
    ) -> SQL {
        let lease = term.lease(LeaseGeneration(trusted: 1), at: now)
        return """
            INSERT INTO task_leases (task_id, tenant_id, worker_id, key_id, generation, is_fenced, term, renewed_at, \
            expires_at, heartbeat_before, seen_version) SELECT task.id, \(agent.tenant), \(agent.workerID), \(agent.keyID), \
            (SELECT floor + 1 FROM lease_state), \(isFenced ? 1 : 0), \(term), \(now), \(lease.expiresAt), \
            \(lease.heartbeatBefore), task.version FROM (\(row)) AS task WHERE true ON CONFLICT (task_id) DO UPDATE SET \
            generation = CASE WHEN task_leases.generation < excluded.generation THEN excluded.generation \
            ELSE task_leases.generation + 1 END, worker_id = excluded.worker_id, key_id = excluded.key_id, \
            is_fenced = excluded.is_fenced, term = excluded.term, renewed_at = excluded.renewed_at, \
            expires_at = excluded.expires_at, heartbeat_before = excluded.heartbeat_before, \
            seen_version = excluded.seen_version, released_by = NULL, released_at = NULL RETURNING generation
            """
    }

    /// A task is taken away from whoever had it, or was given back by them, or begun by somebody who has no lease.
    ///
    /// - Parameter worker: Who gave it back by themselves; they are not offered it for a while.
    static func takeAway(
        _ task: TaskID, releasedBy worker: WorkerID? = nil, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let release: SQL = worker.map { ", released_by = \($0), released_at = \(tx.now)" } ?? ""
        try tx.later(
            """
            UPDATE task_leases SET generation = generation + 1, worker_id = NULL, key_id = NULL, is_fenced = 0, \
            expires_at = NULL, heartbeat_before = NULL\(release) WHERE task_id = \(task)
            """)
    }

    /// The lease ends with the work's being handed on; who had it stays known.
    static func end(_ task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.later("UPDATE task_leases SET expires_at = NULL, heartbeat_before = NULL WHERE task_id = \(task)")
    }

    /// The lease begins anew, of the same generation.
    ///
    /// - Parameter version: The version of the task that its holder knows of now; `nil` where that stays.
    static func renew(
        _ task: TaskID, _ record: LeaseRecord, seen version: Int?, _ term: LeaseTerm? = nil,
        in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Lease {
        let term = term ?? record.term
        let lease = term.lease(record.generation, at: tx.now)
        try tx.later(
            """
            UPDATE task_leases SET term = \(term), renewed_at = \(tx.now), expires_at = \(lease.expiresAt), \
            heartbeat_before = \(lease.heartbeatBefore), seen_version = \(version ?? record.seenVersion) \
            WHERE task_id = \(task)
            """)
        return lease
    }

    /// What a holder says about the task, without changing it, renews the lease as a change does.
    static func renew(byWordOf actor: Actor, on loaded: LoadedTask, in tx: borrowing Transaction) throws(TaskFlowError)
    {
        let task = loaded.task.item
        guard task.lease != nil, let record = loaded.lease, record.worker == actor.workerID else { return }
        _ = try renew(task.id, record, seen: nil, in: tx)
    }

    /// Expiries are counted no longer: somebody looked after the task, or it is done.
    static func forgive(_ task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.later("UPDATE task_leases SET expiries = 0 WHERE task_id = \(task) AND expiries > 0")
    }
}
