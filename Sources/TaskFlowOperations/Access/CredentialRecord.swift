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
    /// How a session was opened, and when the key ends that opened it.
    let session: (opening: SessionOpening, keyEnd: Timestamp?)?

    /// The key with that hash, unless it was revoked or its worker deleted.
    ///
    /// - Parameter lock: What is asked of the worker's row meanwhile.
    static func find(
        key hash: String, keeping lock: RowLock = .none, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> CredentialRecord? {
        try tx.hold(keyHolder.binding(.text(hash)), lock, of: "workers")
        return try tx.first(keyQuery.binding(.text(hash)), CredentialRecord.init)
    }

    /// The session with that hash, unless its worker was deleted or the key revoked that opened it.
    static func find(
        session hash: String, keeping lock: RowLock = .none, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> CredentialRecord? {
        try tx.hold(sessionHolder.binding(.text(hash)), lock, of: "workers")
        return try tx.first(sessionQuery.binding(.text(hash)), CredentialRecord.init)
    }

    private static let keyHolder: SQL = """
        SELECT 1 FROM keys JOIN workers ON workers.tenant_id = keys.tenant_id AND workers.id = keys.worker_id \
        WHERE keys.hash = \("")
        """

    private static let keyQuery: SQL = """
        SELECT keys.id, keys.tenant_id, keys.worker_id, workers.type, workers.role, keys.scopes, keys.expires_at, \
        keys.last_used_at, workers.last_seen_at \
        FROM keys JOIN workers ON workers.tenant_id = keys.tenant_id AND workers.id = keys.worker_id \
        WHERE keys.hash = \("") AND keys.revoked_at IS NULL AND workers.deleted_at IS NULL
        """

    private static let sessionHolder: SQL = """
        SELECT 1 FROM sessions JOIN workers ON workers.tenant_id = sessions.tenant_id AND workers.id = sessions.worker_id \
        WHERE sessions.hash = \("")
        """

    // The role is that of the SSO's token; a local person's is the worker's, as it is now.
    private static let sessionQuery: SQL = """
        SELECT NULL, sessions.tenant_id, sessions.worker_id, workers.type, \
        coalesce(sessions.role, workers.role), sessions.scopes, \
        sessions.expires_at, NULL, workers.last_seen_at, sessions.opened_by, keys.expires_at \
        FROM sessions JOIN workers ON workers.tenant_id = sessions.tenant_id AND workers.id = sessions.worker_id \
        LEFT JOIN keys ON keys.id = sessions.key_id \
        WHERE sessions.hash = \("") AND workers.deleted_at IS NULL AND keys.revoked_at IS NULL
        """

    private init?(_ row: any ColumnReader) {
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
        session = keyID == nil ? SessionOpening.read(row, 9).map { ($0, Timestamp.read(row, 10)) } : nil
    }

    func isValid(at now: Timestamp) -> Bool {
        guard let end = expiresAt else { return true }
        return now < min(end, session?.keyEnd ?? end)
    }

    /// When a session that is used now ends from now on, where that is worth writing down.
    func renewedEnd(at now: Timestamp) -> Timestamp? {
        guard let session, let expiresAt, session.opening.slides else { return nil }
        let end = session.opening.end(from: now, keyEnd: session.keyEnd)
        return end >= expiresAt.adding(seconds: SessionOpening.writtenEvery) ? end : nil
    }
}
