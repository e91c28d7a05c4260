internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Grants, renews and ends leases, in the transaction of whatever is the cause. The task must be locked.
///
/// A generation is counted up with each grant and each taking away, and never given twice: whoever comes late finds another
/// one. It is not counted up where a lease is merely over, so that the work of a late holder can be taken while nobody else
/// was granted the task.
enum Leases {
    /// Grants a task to an agent.
    ///
    /// - Parameter isFenced: Whether the agent must say the generation from now on.
    static func grant(
        _ task: StoredTask, to agent: Actor, isFenced: Bool, _ term: LeaseTerm = .standard, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Lease {
        let lease = term.lease(LeaseGeneration(trusted: 1), at: tx.now)
        let generation = try tx.value(
            """
            INSERT INTO task_leases (task_id, tenant_id, worker_id, key_id, generation, is_fenced, term, renewed_at, \
            expires_at, heartbeat_before, seen_version) VALUES (\(task.item.id), \(agent.tenant), \(agent.workerID), \
            \(agent.keyID), (SELECT floor + 1 FROM lease_state), \(isFenced ? 1 : 0), \(term), \(tx.now), \
            \(lease.expiresAt), \(lease.heartbeatBefore), \(task.item.version)) ON CONFLICT (task_id) DO UPDATE SET \
            generation = CASE WHEN task_leases.generation < excluded.generation THEN excluded.generation \
            ELSE task_leases.generation + 1 END, worker_id = excluded.worker_id, key_id = excluded.key_id, \
            is_fenced = excluded.is_fenced, term = excluded.term, renewed_at = excluded.renewed_at, \
            expires_at = excluded.expires_at, heartbeat_before = excluded.heartbeat_before, \
            seen_version = excluded.seen_version, released_by = NULL, released_at = NULL RETURNING generation
            """, as: LeaseGeneration.self)
        guard let generation else { throw .internal("INSERT INTO task_leases returned no row") }
        return term.lease(generation, at: tx.now)
    }

    /// Notes that a person began a task: whoever had it before is late now. People have no lease.
    static func passOver(_ task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.later("UPDATE task_leases SET \(takenAway) WHERE task_id = \(task)")
    }

    /// A task is taken away from whoever had it, or was given back by them.
    ///
    /// - Parameter worker: Who gave it back by themselves; they are not offered it for a while.
    static func takeAway(
        _ task: TaskID, releasedBy worker: WorkerID? = nil, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let release: SQL = worker.map { ", released_by = \($0), released_at = \(tx.now)" } ?? ""
        try tx.later("UPDATE task_leases SET \(takenAway)\(release) WHERE task_id = \(task)")
    }

    /// The lease ends with the work's being handed on; who had it stays known.
    static func end(_ task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.later("UPDATE task_leases SET expires_at = NULL, heartbeat_before = NULL WHERE task_id = \(task)")
    }

    /// The lease begins anew, of the same generation.
    ///
    /// - Parameter version: The version of the task that its holder knows of now; `nil` where that stays.
    static func renew(
        _ task: TaskID, _ record: LeaseRecord, seen version: Int?, _ term: LeaseTerm? = nil, in tx: borrowing Transaction
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

    /// Expiries are counted no longer: somebody looked after the task, or it is done.
    static func forgive(_ task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.later("UPDATE task_leases SET expiries = 0 WHERE task_id = \(task) AND expiries > 0")
    }

    private static let takenAway: SQL = """
        generation = generation + 1, worker_id = NULL, key_id = NULL, is_fenced = 0, expires_at = NULL, \
        heartbeat_before = NULL
        """
}
