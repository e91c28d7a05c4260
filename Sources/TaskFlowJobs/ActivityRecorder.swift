internal import Synchronization
package import TaskFlowDomain
package import TaskFlowOperations
internal import TaskFlowSchema
package import TaskFlowStorage

/// Writes down when workers and keys were last used, behind the calls themselves: no call waits for it.
package final class ActivityRecorder: ActivitySink, Job {
    private let database: any Database
    private let pending = Mutex<[[UInt8]: CredentialUse]>([:])
    package let name = "last uses"
    package let interval: Duration? = nil
    package var wakes: AsyncStream<Void>? { waker.wakes }
    package let runsAtStop = true
    private let waker = JobWaker()

    package init(database: any Database) { self.database = database }

    /// Keeps the newest use of each worker and key until it is written; at most 10,000 at once, then further ones wait
    /// for the next call.
    package func note(_ use: CredentialUse) {
        pending.withLock { pending in
            let renewal = use.renewal?.hash ?? ""
            // In bytes, for two ids that look alike are two workers.
            let name = Array("\(use.tenant)\u{0}\(use.workerID)\u{0}\(use.keyID?.rawValue ?? 0)\u{0}\(renewal)".utf8)
            if pending.count < 10_000 || pending[name] != nil { pending[name] = use }
        }
        waker.wake()
    }

    /// Writes what was noted. A use that could not be written is noted again at the worker's next call.
    package func runBatch() async throws(TaskFlowError) -> Bool {
        let uses = pending.withLock { pending in
            defer { pending = [:] }
            // In one order: two servers that write of the same workers would else wait for each other.
            return pending.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        }
        if uses.isEmpty { return false }
        try await database.write { tx throws(TaskFlowError) in
            for use in uses { try use.write(in: tx) }
        }
        return false
    }
}

extension CredentialUse {
    /// Calls at one moment all find the last use long ago, here and in other processes: one of them writes.
    fileprivate func write(in tx: borrowing Transaction) throws(TaskFlowError) {
        let due = at.adding(seconds: -60)
        try tx.later(
            """
            UPDATE workers SET last_seen_at = \(at) WHERE tenant_id = \(tenant) AND id = \(workerID) \
            AND (last_seen_at IS NULL OR last_seen_at <= \(due))
            """)
        try renewal?.write(in: tx)
        guard let keyID else { return }
        try tx.later(
            """
            UPDATE keys SET last_used_at = \(at) WHERE id = \(keyID) \
            AND (last_used_at IS NULL OR last_used_at <= \(due))
            """)
    }
}

extension SessionRenewal {
    fileprivate func write(in tx: borrowing Transaction) throws(TaskFlowError) {
        let due = expiresAt.adding(seconds: -SessionOpening.writtenEvery)
        try tx.later("UPDATE sessions SET expires_at = \(expiresAt) WHERE hash = \(hash) AND expires_at <= \(due)")
    }
}
