package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Turns a credential into the actor it stands for, inside the caller's own transaction: a key that was revoked, or a
/// worker that was deleted, is refused on the very next call.
package struct Authenticator: Sendable {
    let mode: SignInMode
    let activity: any ActivitySink
    let people = KnownPeople()

    package init(mode: SignInMode, activity: any ActivitySink) {
        self.mode = mode
        self.activity = activity
    }

    /// The refusal of a call without any credential.
    package static let noCredential = TaskFlowError.noCredential

    /// The refusal of a credential, whatever is wrong with it.
    package static let badCredential = TaskFlowError.badCredential

    /// Who presents a credential.
    ///
    /// - Parameter isWriting: whether the transaction writes; the worker then stays until it ends.
    package func caller(
        _ credential: Credential, _ origin: Origin, isWriting: Bool = false, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Caller {
        let lock: RowLock = isWriting ? .kept : .none
        let record: CredentialRecord?
        switch credential {
        case .key(let hash): record = try CredentialRecord.find(key: hash, keeping: lock, in: tx)
        case .session(let hash): record = try CredentialRecord.find(session: hash, keeping: lock, in: tx)
        case .person(let person): return try caller(person, origin, tx.dialect.lock(lock, of: "workers"), in: tx)
        }
        guard let record, record.isValid(at: tx.now), admits(record) else { throw Self.badCredential }
        return Caller(record, credential, origin, at: tx.now)
    }

    /// A person whom the database did not have after all is looked for, and registered if need be, at the next call.
    func note(_ refusal: TaskFlowError, of credential: Credential) {
        if refusal.code == .unauthenticated, case .person(let person) = credential { people.forget(person) }
    }

    /// Has the use written down, at most once a minute for each worker and key.
    func noteUse(of caller: Caller) {
        guard caller.isNoteDue else { return }
        activity.note(caller.use)
    }

    /// A token says nothing of whether its person was deleted here meanwhile, by whichever process.
    private func caller(
        _ person: VerifiedPerson, _ origin: Origin, _ lock: SQL, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Caller {
        guard mode == .sso, person.isValid(at: tx.now) else { throw Self.badCredential }
        try tx.demand(PersonRecord.presence(of: person, kept: lock), else: Self.badCredential)
        return Caller(person, origin)
    }

    /// Where an SSO answers for people, no person signs in locally, and the other way round; agents' keys are always good.
    private func admits(_ record: CredentialRecord) -> Bool {
        record.type == .agent || mode.signsIn(record.workerID)
    }
}

extension Authenticator {
    /// Who presents a credential now; `nil` when it is good no longer.
    ///
    /// For units of work that look at several callers: ``caller(_:_:isWriting:in:)`` may demand that a person is there, and a
    /// demand that is not met ends the unit of work for all of them.
    func standing(
        _ credential: Credential, _ origin: Origin, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Actor? {
        if case .person(let person) = credential {
            guard mode == .sso, person.isValid(at: tx.now) else { return nil }
            let presence = try tx.value(PersonRecord.presence(of: person, kept: ""), as: Int.self)
            return presence == nil ? nil : Actor(person, origin)
        }
        do throws(TaskFlowError) { return try caller(credential, origin, in: tx).actor } catch {
            if error.code == .unauthenticated { return nil }
            throw error
        }
    }
}

/// An actor, and what its credential's use has to leave behind.
package struct Caller: Sendable {
    package let actor: Actor
    let use: CredentialUse
    private let lastNoted: Timestamp?

    /// A person; that they were seen is noted when they are admitted.
    init(_ person: VerifiedPerson, _ origin: Origin) {
        actor = Actor(person, origin)
        use = CredentialUse(person)
        lastNoted = use.at
    }

    init(_ record: CredentialRecord, _ credential: Credential, _ origin: Origin, at now: Timestamp) {
        actor = Actor(
            workerID: record.workerID, type: record.type == .agent ? .agent : .human, tenant: record.tenant,
            role: record.role, scopes: record.scopes, credential: record.kind, origin: origin, keyID: record.keyID)
        var use = CredentialUse(tenant: record.tenant, workerID: record.workerID, keyID: record.keyID, at: now)
        if case .session(let hash) = credential, let end = record.renewedEnd(at: now) {
            use.renewal = SessionRenewal(hash: hash, expiresAt: end)
        }
        self.use = use
        lastNoted = record.keyID == nil ? record.lastSeenAt : record.lastUsedAt
    }

    /// Whether the last note is a minute old or there is none, or a session lasts longer now.
    var isNoteDue: Bool { use.renewal != nil || lastNoted.map { $0.adding(seconds: 60) <= use.at } ?? true }
}
