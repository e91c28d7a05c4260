package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Revokes keys, each with its audit row; they, and the sessions that they opened, are refused from the very next call on. What
/// agents claimed with them goes back to those that wait.
package enum KeyRevocation {
    /// All keys of a worker.
    static func revokeAll(
        of worker: WorkerID, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        _ = try revoke("worker_id = \(worker)", by: actor, in: tx)
    }

    /// Those of a worker that others made for it: whoever made a key may have kept it.
    static func revokeOthers(
        keysOf worker: WorkerID, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        _ = try revoke("worker_id = \(worker) AND created_by <> \(worker)", by: actor, in: tx)
    }

    /// Those by which a person who goes could still come in: of the agents it registered, and whatever keys it made.
    static func revokeAll(
        reachedBy person: WorkerID, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let ofAgents: SQL = """
            worker_id IN (SELECT id FROM workers WHERE tenant_id = \(actor.tenant) AND type = 'agent' \
            AND registered_by = \(person))
            """
        _ = try revoke("(created_by = \(person) OR \(ofAgents))", by: actor, in: tx)
    }

    /// One key of a worker; 404 where it is none, or was revoked already.
    package static func revoke(
        _ id: KeyID, of worker: WorkerID, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let revoked = try revoke("worker_id = \(worker) AND id = \(id)", by: actor, in: tx)
        if revoked.isEmpty { throw .notFound("Key") }
    }

    private static func revoke(
        _ condition: SQL, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [AccessKey] {
        let keys = try tx.all(
            """
            UPDATE keys SET revoked_at = \(tx.now) WHERE tenant_id = \(actor.tenant) AND \(condition) \
            AND revoked_at IS NULL RETURNING \(StoredKey.columns)
            """, AccessKey.schema.read)
        for key in keys.sorted(by: { $0.id.rawValue < $1.id.rawValue }) {
            try tx.later(
                """
                DELETE FROM sessions WHERE tenant_id = \(actor.tenant) AND worker_id = \(key.workerID) \
                AND key_id = \(key.id)
                """)
            try tx.record(.keyRevoked, key: key, context: ["name": key.name.json], by: actor)
        }
        try TaskHandback.handBack(claimedWith: keys.map(\.id), by: actor, tx)
        return keys
    }
}
