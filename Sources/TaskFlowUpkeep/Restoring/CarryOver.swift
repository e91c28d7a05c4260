internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What a backup takes over from the database that it replaces: whoever was signed in, or had a sign-in link, signs in anew;
/// keys that were revoked there and workers who were deleted stay so, each with its audit row; no number is given twice.
package struct CarryOver: Sendable {
    /// What was in the backup and was ended.
    package private(set) var (sessions, codes) = (0, 0)
    /// What was revoked or deleted once more, a deleted worker's keys included.
    package private(set) var (keys, workers) = (0, 0)
    /// The highest numbers that were carried over, in the order of the tables.
    package private(set) var counters: [(table: String, last: Int)] = []

    /// For people: what was ended, and what was kept of the database that was there.
    package var lines: [String] {
        var lines: [String] = []
        if sessions + codes > 0 {
            lines.append(
                "Ended \(counted(sessions, "session")) and \(counted(codes, "sign-in link")): people sign in anew")
        }
        var kept: [String] = []
        if keys > 0 { kept.append(counted(keys, "revoked key")) }
        if workers > 0 { kept.append(counted(workers, "deleted worker")) }
        if !counters.isEmpty {
            kept.append(
                "the highest numbers (" + counters.map { "\($0.table) \($0.last)" }.joined(separator: ", ") + ")")
        }
        if !isComplete {
            lines.append("The database that was there is damaged: look whether keys are good again that were revoked")
        }
        if !kept.isEmpty { lines.append("Kept from the database that was there: " + kept.joined(separator: ", ")) }
        return lines
    }

    private func counted(_ count: Int, _ name: String) -> String { "\(count) \(name)\(count == 1 ? "" : "s")" }

    private let isComplete: Bool

    init(of replaced: ReplacedDatabase, requestID: String, in tx: borrowing Transaction) throws(TaskFlowError) {
        isComplete = replaced.isComplete
        // First: the audit rows of what follows have numbers too.
        counters = try replaced.raiseCounters(in: tx)
        sessions = try tx.execute("DELETE FROM sessions")
        codes = try tx.execute("DELETE FROM sign_in_codes")
        try LogEpoch.renew(in: tx)
        try ForgetAnswers.all(in: tx)
        try TaskLeases.end(above: replaced.generation, in: tx)
        let before = try Self.goodKeys(in: tx)
        for hash in replaced.revokedKeys { try Self.revoke(hash, requestID, in: tx) }
        for worker in replaced.deletedWorkers where try Self.delete(worker, requestID, in: tx) { workers += 1 }
        keys = before - (try Self.goodKeys(in: tx))
    }

    private static func goodKeys(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        try tx.value("SELECT count(*) FROM keys WHERE revoked_at IS NULL") ?? 0
    }

    private static func revoke(
        _ hash: String, _ requestID: String, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let key = try tx.first(
            "SELECT id, tenant_id, worker_id FROM keys WHERE hash = \(hash) AND revoked_at IS NULL"
        ) { row in
            (
                id: KeyID(trusted: row.integer(0)), tenant: TenantID(trusted: row.text(1)),
                worker: WorkerID(trusted: row.text(2))
            )
        }
        guard let key else { return }
        let system = Actor.system(tenant: key.tenant, requestID: requestID)
        try KeyRevocation.revoke(key.id, of: key.worker, by: system, in: tx)
    }

    private static func delete(
        _ worker: ReplacedDatabase.DeletedWorker, _ requestID: String, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Bool {
        let isThere = try tx.value(
            """
            SELECT count(*) FROM workers WHERE tenant_id = \(worker.tenant) AND id = \(worker.id) \
            AND created_at = \(worker.createdAt) AND deleted_at IS NULL
            """, as: Int.self)
        guard isThere == 1 else { return false }
        let system = Actor.system(tenant: TenantID(trusted: worker.tenant), requestID: requestID)
        try DeleteWorker.remove(WorkerID(trusted: worker.id), by: system, in: tx)
        return true
    }
}
