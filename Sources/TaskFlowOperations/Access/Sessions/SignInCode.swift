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
