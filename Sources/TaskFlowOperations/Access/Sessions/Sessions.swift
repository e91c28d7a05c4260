package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Browsers' sessions, and the one-time codes that open them. Both are kept as hashes in the database. Opening one is a call
/// of its worker's, and counted as one.
package struct Sessions: Sendable {
    /// How long a local person's session lasts after its last use, in seconds: 30 days.
    package static let idleLifetime = 30 * 86_400
    /// How long a session lasts that a token of the SSO opened, in seconds: 12 hours from sign-in, whatever its use.
    package static let lifetimeBesideSSO = 12 * 3600
    /// How long a browser keeps the cookie of a session whose end is put off by use, in seconds: 400 days, the most that
    /// browsers allow.
    package static let cookieLifetime = 400 * 86_400
    /// How long a sign-in code is good, in seconds: 10 minutes.
    package static let codeLifetime = 600
    /// How long an invitation is good, in seconds: 72 hours.
    package static let invitationLifetime = 72 * 3600
    /// How many sessions a worker has at once; one more ends the oldest.
    package static let perWorker = 20

    let database: any Database
    private let mode: SignInMode
    private let limiter: CallLimiter?

    /// - Parameter limiter: Holds each worker to its calls a minute: the one that holds its other calls.
    package init(database: any Database, mode: SignInMode, limiter: CallLimiter? = nil) {
        self.database = database
        self.mode = mode
        self.limiter = limiter
    }

    /// Makes a one-time code by which a local person signs in.
    package func issueCode(for worker: WorkerID) async throws(TaskFlowError) -> String {
        try await database.write { tx throws(TaskFlowError) in
            let maker = Actor.system(requestID: "")
            return try SignInCode.issue(for: worker, seconds: Self.codeLifetime, by: maker, in: tx).text
        }
    }

    /// Opens a session for a code, which is good once.
    package func open(code: String) async throws(TaskFlowError) -> OpenedSession {
        try await open(refusal: Self.badCode) { [mode] tx throws(TaskFlowError) in
            guard mode == .local, let code = try SignInCode.take(code, in: tx), tx.now < code.expiresAt else {
                return nil
            }
            return NewSession(opening: .code, tenant: code.tenant, worker: code.worker)
        }
    }

    /// Opens a session for a person whom the SSO vouches for and who was admitted. It may outlive the token.
    package func open(_ person: VerifiedPerson) async throws(TaskFlowError) -> OpenedSession {
        try await open(refusal: Authenticator.badCredential) { [mode] tx throws(TaskFlowError) in
            guard mode == .sso, person.isValid(at: tx.now) else { return nil }
            return NewSession(
                opening: .token, tenant: person.tenant, worker: person.id, scopes: person.scopes, role: person.role)
        }
    }

    /// Opens a session for a person's key: it may do what the key may, and ends with it. An agent's is
    /// ``ErrorCode/forbidden``.
    package func open(key: String) async throws(TaskFlowError) -> OpenedSession {
        let hash = Secret.hash(of: key)
        return try await open(refusal: Authenticator.badCredential) { [mode] tx throws(TaskFlowError) in
            guard let record = try CredentialRecord.find(key: hash, in: tx), record.isValid(at: tx.now) else {
                return nil
            }
            guard record.type == .human else {
                throw .forbidden("Agents call with their keys: sessions are for people")
            }
            guard mode.signsIn(record.workerID) else { return nil }
            return NewSession(
                opening: .key, tenant: record.tenant, worker: record.workerID, scopes: record.scopes,
                keyID: record.keyID, keyEnd: record.expiresAt)
        }
    }

    /// Ends a session; ending one that is not there does nothing.
    package func close(_ secret: String) async throws(TaskFlowError) {
        let hash = Secret.hash(of: secret)
        // Whoever makes a cookie up costs a look, not a write.
        let known = try await database.read { tx throws(TaskFlowError) in
            try tx.value("SELECT 1 FROM sessions WHERE hash = \(hash)", as: Int.self)
        }
        if known == nil { return }
        try await database.write { tx throws(TaskFlowError) in
            _ = try tx.execute("DELETE FROM sessions WHERE hash = \(hash)")
        }
    }

    private static let badCode = TaskFlowError(
        .unauthenticated,
        "The sign-in code was used already or has expired: `taskflow open` makes a new link, or an admin invites you")

    /// Opens what a proof makes of itself; what is refused leaves no trace, so that a code may be tried again.
    private func open(
        refusal: TaskFlowError,
        _ prove: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> NewSession?
    ) async throws(TaskFlowError) -> OpenedSession {
        let admission = CallAdmission(limiter)
        return try await database.write { tx throws(TaskFlowError) in
            guard let session = try prove(tx) else { throw refusal }
            return try session.open(admission, else: refusal, in: tx)
        }
    }
}

extension Sessions {
    /// So many secrets are looked at in one look.
    private static let atOnce = 8

    /// The first of some secrets that opens a session now, of the first eight.
    package func live(of secrets: [String]) async throws(TaskFlowError) -> String? {
        let hashes = secrets.prefix(Self.atOnce).map { Secret.hash(of: $0) }
        guard let last = hashes.last else { return nil }
        // Always as many, so that there is one statement and not one for each number of them.
        let asked = hashes + Array(repeating: last, count: Self.atOnce - hashes.count)
        let found = try await database.read { tx throws(TaskFlowError) in
            try tx.all("SELECT hash FROM sessions WHERE hash IN \(list: asked) AND expires_at > \(tx.now)") { row in
                row.text(0)
            }
        }
        return zip(secrets, hashes).first { found.contains($0.1) }?.0
    }
}
