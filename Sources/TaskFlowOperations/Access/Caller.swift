public import TaskFlowDomain
internal import TaskFlowSchema

/// An actor, and what its credential's use has to leave behind.
public struct Caller: Sendable {
    public let actor: Actor
    let use: CredentialUse
    private let lastNoted: Timestamp?

    /// A person; that they were seen is noted when they are admitted.
    init(_ person: VerifiedPerson, _ origin: Origin) {
        actor = Actor(person, origin)
        use = CredentialUse(person)
        lastNoted = use.at
    }

    init(_ record: CredentialRecord, _ credential: Credential, _ origin: Origin) {
        actor = Actor(
            workerID: record.workerID, type: record.type == .agent ? .agent : .human, tenant: record.tenant,
            role: record.role, scopes: record.scopes, credential: record.kind, origin: origin)
        use = CredentialUse(tenant: record.tenant, workerID: record.workerID, keyID: record.keyID, at: .now())
        lastNoted = record.keyID == nil ? record.lastSeenAt : record.lastUsedAt
    }

    /// Whether the last note is a minute old or there is none.
    var isNoteDue: Bool { lastNoted.map { $0.adding(seconds: 60) <= use.at } ?? true }
}
