package import TaskFlowDomain
package import TaskFlowSchema
internal import TaskFlowStorage

/// A session about to be opened for a worker.
struct NewSession {
    let opening: SessionOpening
    let tenant: TenantID
    let worker: WorkerID
    var scopes = Scopes.all
    /// What the SSO's token said; `nil` for local people, whose role is the worker's.
    var role: TenantRole?
    /// The key that opens it, and when that ends.
    var keyID: KeyID?
    var keyEnd: Timestamp?

    /// Writes it down, in place of the worker's oldest one where there are too many.
    ///
    /// - Parameter refusal: What is thrown when the worker is not there, or not any more.
    func open(
        _ admission: CallAdmission, else refusal: TaskFlowError, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> OpenedSession {
        let quota = try admission.enter(actor)
        // Of two that are opened at once the second is to count the first.
        let row: SQL = "SELECT 1 FROM workers WHERE tenant_id = \(tenant) AND id = \(worker)"
        try tx.hold(row, .edited, of: "workers")
        try tx.demand(row + " AND deleted_at IS NULL", else: refusal)
        try prune(in: tx)
        let (secret, end) = (Secret.token(), opening.end(from: tx.now, keyEnd: keyEnd))
        try tx.later(
            """
            INSERT INTO sessions (hash, tenant_id, worker_id, opened_by, key_id, role, scopes, created_at, expires_at) \
            VALUES (\(secret.hash), \(tenant), \(worker), \(opening), \(keyID), \(role), \(scopes), \(tx.now), \(end))
            """)
        let kept = opening.slides ? Sessions.cookieLifetime : Sessions.lifetimeBesideSSO
        return OpenedSession(secret: secret.text, expiresAt: end, cookieSeconds: kept, worker: worker, quota: quota)
    }

    /// Removes what has ended, whosesoever, and the worker's oldest sessions, so that there is room for one more.
    private func prune(in tx: borrowing Transaction) throws(TaskFlowError) {
        try SignInCode.prune(in: tx)
        try tx.later("DELETE FROM sessions WHERE expires_at <= \(tx.now)")
        let own: SQL = "tenant_id = \(tenant) AND worker_id = \(worker)"
        try tx.later(
            """
            DELETE FROM sessions WHERE \(own) AND key_id IN (SELECT id FROM keys WHERE \(own) \
            AND (revoked_at IS NOT NULL OR expires_at <= \(tx.now)))
            """)
        try tx.later(
            """
            DELETE FROM sessions WHERE \(own) AND hash NOT IN (SELECT hash FROM sessions WHERE \(own) \
            ORDER BY created_at DESC, hash LIMIT \(Sessions.perWorker - 1))
            """)
    }

    /// Who signs in, as far as counting its calls needs to know.
    private var actor: Actor {
        Actor(
            workerID: worker, type: .human, tenant: tenant, role: role ?? .member, scopes: scopes, credential: .session,
            origin: Origin(via: .web, requestID: ""))
    }
}

/// What a session was opened with, which decides how it ends.
package enum SessionOpening: String, Choice, ColumnConvertible {
    /// A sign-in code: it ends some time after its last use.
    case code
    /// A token of the SSO: it ends some time after sign-in, be the token good for longer or not.
    case token
    /// A key: as with a code, and with the key.
    case key

    /// A use is written down once an hour at most.
    package static let writtenEvery = 3600

    /// Whether each use puts the end off.
    var slides: Bool { self != .token }

    /// When a session ends that is opened, or used, at that moment.
    func end(from now: Timestamp, keyEnd: Timestamp? = nil) -> Timestamp {
        let end = now.adding(seconds: slides ? Sessions.idleLifetime : Sessions.lifetimeBesideSSO)
        return min(end, keyEnd ?? end)
    }
}

/// A session that was just opened: the one time that its secret is known.
package struct OpenedSession: Sendable {
    /// What the cookie carries.
    package let secret: String
    /// When it ends, unless use puts that off.
    package let expiresAt: Timestamp
    /// How long a browser is to keep the cookie, in seconds. The server judges whether it is still good.
    package let cookieSeconds: Int
    /// Whose session it is.
    package let worker: WorkerID
    /// What is left of the worker's calls; `nil` where nobody is held to a number.
    package let quota: CallQuota?
}
