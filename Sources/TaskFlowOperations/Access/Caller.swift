package import TaskFlowDomain
internal import TaskFlowSchema

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
            role: record.role, scopes: record.scopes, credential: record.kind, origin: origin)
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
