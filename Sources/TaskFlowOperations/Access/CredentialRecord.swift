internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What the database knows of a key or session and of the worker it belongs to.
struct CredentialRecord {
    let kind: CredentialKind
    let keyID: KeyID?
    let tenant: TenantID
    let workerID: WorkerID
    let type: WorkerType
    let role: TenantRole
    let scopes: Scopes
    let expiresAt: Timestamp?
    let lastUsedAt: Timestamp?
    let lastSeenAt: Timestamp?

    /// The key with that hash; its worker is kept from being deleted where asked for.
    static func key(_ hash: String, kept lock: SQL = "") -> SQL { keyQuery.binding(.text(hash)) + lock }

    /// The session with that hash; its worker is kept from being deleted where asked for.
    static func session(_ hash: String, kept lock: SQL = "") -> SQL { sessionQuery.binding(.text(hash)) + lock }

    private static let keyQuery: SQL = """
        SELECT keys.id, keys.tenant_id, keys.worker_id, workers.type, workers.role, keys.scopes, keys.expires_at, \
        keys.last_used_at, workers.last_seen_at \
        FROM keys JOIN workers ON workers.tenant_id = keys.tenant_id AND workers.id = keys.worker_id \
        WHERE keys.hash = \("") AND keys.revoked_at IS NULL AND workers.deleted_at IS NULL
        """

    private static let sessionQuery: SQL = """
        SELECT NULL, sessions.tenant_id, sessions.worker_id, workers.type, sessions.role, sessions.scopes, \
        sessions.expires_at, NULL, workers.last_seen_at \
        FROM sessions JOIN workers ON workers.tenant_id = sessions.tenant_id AND workers.id = sessions.worker_id \
        WHERE sessions.hash = \("") AND workers.deleted_at IS NULL
        """

    init?(_ row: any ColumnReader) {
        guard let tenant = TenantID.read(row, 1), let workerID = WorkerID.read(row, 2),
            let type = WorkerType.read(row, 3), let role = TenantRole.read(row, 4), let scopes = Scopes.read(row, 5)
        else { return nil }
        keyID = KeyID.read(row, 0)
        kind = keyID == nil ? .session : .key
        self.tenant = tenant
        self.workerID = workerID
        self.type = type
        self.role = role
        self.scopes = scopes
        expiresAt = Timestamp.read(row, 6)
        lastUsedAt = Timestamp.read(row, 7)
        lastSeenAt = Timestamp.read(row, 8)
    }

    func isValid(at now: Timestamp) -> Bool { expiresAt.map { now < $0 } ?? true }
}
