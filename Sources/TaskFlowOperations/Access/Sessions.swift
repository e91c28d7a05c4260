public import TaskFlowDomain
internal import TaskFlowSchema
public import TaskFlowStorage

/// Browsers' sessions, and the one-time codes that open them. Both are kept as hashes in the database.
public struct Sessions: Sendable {
    /// How long a session lasts at most, in seconds: 12 hours.
    public static let lifetime = 12 * 3600
    /// How long a sign-in code is good, in seconds: 10 minutes.
    public static let codeLifetime = 600

    let database: any Database
    private let mode: SignInMode

    public init(database: any Database, mode: SignInMode) {
        self.database = database
        self.mode = mode
    }

    /// Makes a one-time code by which a local person signs in.
    public func issueCode(for worker: WorkerID) async throws(TaskFlowError) -> String {
        let code = Secret.token()
        try await database.write { tx throws(TaskFlowError) in
            try tx.execute("DELETE FROM sign_in_codes WHERE expires_at <= \(tx.now)")
            try tx.execute(
                """
                INSERT INTO sign_in_codes (hash, tenant_id, worker_id, expires_at) VALUES \
                (\(code.hash), \(TenantID.standard), \(worker), \(tx.now.adding(seconds: Self.codeLifetime)))
                """)
        }
        return code.text
    }

    /// Opens a session for a code, which is good once.
    public func open(code: String) async throws(TaskFlowError) -> OpenedSession {
        let mode = mode
        return try await database.write { tx throws(TaskFlowError) in
            let holder = try tx.first(
                "DELETE FROM sign_in_codes WHERE hash = \(Secret.hash(of: code)) RETURNING tenant_id, worker_id, expires_at",
                SignInCode.init)
            guard mode == .local, let holder, tx.now < holder.expiresAt else { throw Self.badCode }
            let end = tx.now.adding(seconds: Self.lifetime)
            let session = try Self.open(
                SessionHolder(tenant: holder.tenant, worker: holder.worker, expiresAt: end), in: tx)
            guard let session else { throw Self.badCode }
            return session
        }
    }

    /// Opens a session for a person whom the SSO vouches for and who was admitted; it ends with the token.
    public func open(_ person: VerifiedPerson) async throws(TaskFlowError) -> OpenedSession {
        guard mode == .sso else { throw Authenticator.badCredential }
        return try await database.write { tx throws(TaskFlowError) in
            let holder = SessionHolder(
                tenant: person.tenant, worker: person.id, expiresAt: person.expiresAt, role: person.role,
                scopes: person.scopes)
            guard let session = try Self.open(holder, in: tx) else { throw Authenticator.badCredential }
            return session
        }
    }

    /// Ends a session; ending one that is not there does nothing.
    public func close(_ secret: String) async throws(TaskFlowError) {
        let hash = Secret.hash(of: secret)
        try await database.write { tx throws(TaskFlowError) in
            _ = try tx.execute("DELETE FROM sessions WHERE hash = \(hash)")
        }
    }

    private static let badCode = TaskFlowError(
        .unauthenticated, "The sign-in code was used already or has expired: restart the server for a new link")

    /// Opens a session; `nil` when the worker is not there, or not any more.
    private static func open(
        _ holder: SessionHolder, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> OpenedSession? {
        let secret = Secret.token()
        let expiry = min(holder.expiresAt, tx.now.adding(seconds: lifetime))
        let role: SQL = holder.role.map { "\($0)" } ?? "role"
        try tx.execute("DELETE FROM sessions WHERE expires_at <= \(tx.now)")
        let inserted = try tx.execute(
            """
            INSERT INTO sessions (hash, tenant_id, worker_id, role, scopes, created_at, expires_at) \
            SELECT \(secret.hash), tenant_id, id, \(role), \(holder.scopes), \(tx.now), \(expiry) FROM workers \
            WHERE tenant_id = \(holder.tenant) AND id = \(holder.worker) AND deleted_at IS NULL
            """)
        return inserted == 1 ? OpenedSession(secret: secret.text, expiresAt: expiry) : nil
    }
}

/// Whose session is to be opened, and for how long at most.
private struct SessionHolder {
    let tenant: TenantID
    let worker: WorkerID
    let expiresAt: Timestamp
    /// The worker's own when not said.
    var role: TenantRole?
    var scopes = Scopes.all
}

/// A one-time code as it is kept.
private struct SignInCode {
    let tenant: TenantID
    let worker: WorkerID
    let expiresAt: Timestamp

    init?(_ row: any ColumnReader) {
        guard let tenant = TenantID.read(row, 0), let worker = WorkerID.read(row, 1),
            let expiresAt = Timestamp.read(row, 2)
        else { return nil }
        self.tenant = tenant
        self.worker = worker
        self.expiresAt = expiresAt
    }
}
