internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Where keys are read from and written to; the key itself is kept as its SHA-256 alone.
enum StoredKey {
    private static let table = Table<AccessKey>("keys", generated: "id")
    static let columns = SQL.columns(of: AccessKey.schema, in: "keys")

    /// Writes a new key and its audit row.
    static func insert(
        for worker: WorkerID, name: Name, scopes: Scopes, expiresAt: Timestamp?, by actor: Actor,
        in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NewAccessKey {
        let secret = Secret.key()
        let new = AccessKey(
            id: .toBeGiven, workerID: worker, name: name, scopes: scopes, createdAt: tx.now, expiresAt: expiresAt,
            lastUsedAt: nil)
        let key = try tx.insert(
            new, into: table,
            [("tenant_id", "\(actor.tenant)"), ("hash", "\(secret.hash)"), ("created_by", "\(actor.workerID)")],
            returning: columns, AccessKey.schema.read)
        let context: JSONObject = ["name": name.json, "scopes": scopes.json, "expires_at": expiresAt.json]
        try tx.record(.keyCreated, key: key, context: context, by: actor)
        return NewAccessKey(listed: key, key: secret.text)
    }
}

extension Transaction {
    /// Writes an audit row about a key.
    borrowing func record(
        _ action: AuditAction, key: AccessKey, context: JSONObject, by actor: Actor
    ) throws(TaskFlowError) {
        let draft = AuditDraft(
            entity: .key, entityID: key.id.description, action: action, workerID: key.workerID,
            context: JSONObject([("worker_id", key.workerID.json)] + context.members.map { ($0.name, $0.value) }))
        try record(draft, by: actor)
    }
}
