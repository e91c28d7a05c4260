internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A one-time code as it is kept.
struct SignInCode {
    let tenant: TenantID
    let worker: WorkerID
    let expiresAt: Timestamp

    /// Takes the code: nobody finds it again.
    static func take(_ code: String, in tx: borrowing Transaction) throws(TaskFlowError) -> SignInCode? {
        try tx.first(
            "DELETE FROM sign_in_codes WHERE hash = \(Secret.hash(of: code)) RETURNING tenant_id, worker_id, expires_at",
            SignInCode.init)
    }

    /// Makes a code, in place of the worker's oldest one where there are too many.
    ///
    /// - Parameter seconds: How long it is good.
    static func issue(
        for worker: WorkerID, seconds: Int, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> (text: String, expiresAt: Timestamp) {
        let (code, end) = (Secret.token(), tx.now.adding(seconds: seconds))
        try prune(in: tx)
        let own: SQL = "tenant_id = \(actor.tenant) AND worker_id = \(worker)"
        try tx.later(
            """
            DELETE FROM sign_in_codes WHERE \(own) AND hash NOT IN (SELECT hash FROM sign_in_codes WHERE \(own) \
            ORDER BY expires_at DESC, hash LIMIT \(Sessions.perWorker - 1))
            """)
        try tx.execute(
            """
            INSERT INTO sign_in_codes (hash, tenant_id, worker_id, expires_at, created_by) \
            VALUES (\(code.hash), \(actor.tenant), \(worker), \(end), \(actor.workerID))
            """)
        return (code.text, end)
    }

    /// Removes the codes by which someone who goes could still come in: its own, and those that it made for others.
    static func removeAll(
        reachedBy worker: WorkerID, tenant: TenantID, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        try tx.execute(
            """
            DELETE FROM sign_in_codes WHERE tenant_id = \(tenant) AND (worker_id = \(worker) OR created_by = \(worker))
            """)
    }

    /// Removes the codes that have ended.
    static func prune(in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.later("DELETE FROM sign_in_codes WHERE expires_at <= \(tx.now)")
    }

    private init?(_ row: any ColumnReader) {
        guard let tenant = TenantID.read(row, 0), let worker = WorkerID.read(row, 1),
            let expiresAt = Timestamp.read(row, 2)
        else { return nil }
        self.tenant = tenant
        self.worker = worker
        self.expiresAt = expiresAt
    }
}
