internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Revokes keys, each with its audit row; they are refused from the very next call on.
enum KeyRevocation {
    static func revokeAll(
        of worker: WorkerID, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let keys = try tx.all(
            """
            UPDATE keys SET revoked_at = \(tx.now) WHERE tenant_id = \(actor.tenant) AND worker_id = \(worker) \
            AND revoked_at IS NULL RETURNING \(StoredKey.columns)
            """, AccessKey.schema.read)
        for key in keys { try record(key, by: actor, in: tx) }
    }

    static func revoke(
        _ id: KeyID, of worker: WorkerID, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let key = try tx.first(
            """
            UPDATE keys SET revoked_at = \(tx.now) WHERE tenant_id = \(actor.tenant) AND worker_id = \(worker) \
            AND id = \(id) AND revoked_at IS NULL RETURNING \(StoredKey.columns)
            """, AccessKey.schema.read)
        guard let key else { throw .notFound("Key") }
        try record(key, by: actor, in: tx)
    }

    private static func record(
        _ key: AccessKey, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        try tx.record(.keyRevoked, key: key, context: ["name": key.name.json], by: actor)
    }
}
