internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Writes people down whom the SSO vouches for: when they are first seen, and when it calls them something else.
struct PersonRegistration {
    let person: VerifiedPerson
    let actor: Actor

    init(_ person: VerifiedPerson, _ origin: Origin) {
        self.person = person
        actor = Actor(person, origin)
    }

    /// Registers the person in one statement, with the audit row; false when the person is there already or the handle is
    /// taken.
    func insert(as handle: Handle, in tx: borrowing Transaction) throws(TaskFlowError) -> Bool {
        let name = person.name ?? Name(trusted: handle.rawValue)
        let worker = Worker(
            id: person.id, handle: handle, name: name, type: .human, agentType: nil, capabilities: Capabilities([]),
            createdAt: tx.now, lastSeenAt: tx.now)
        let inserted = try tx.insert(
            worker, into: StoredWorker.table, [("tenant_id", "\(person.tenant)"), ("role", "\(person.role)")])
        guard inserted else { return false }
        let context: JSONObject = ["handle": handle.json, "name": name.json, "type": WorkerType.human.json]
        try tx.record(.created, worker: person.id, context: context, by: actor)
        return true
    }

    /// Writes the present name and role, with the audit row, unless they are there already.
    func update(in tx: borrowing Transaction) throws(TaskFlowError) {
        guard let record = try PersonRecord.find(person, lock: .changing, in: tx), !record.isDeleted else { return }
        let changes = record.changes(to: person)
        if changes.isEmpty { return }
        try tx.execute(
            """
            UPDATE workers SET \(changes.assignments), last_seen_at = \(tx.now) \
            WHERE tenant_id = \(person.tenant) AND id = \(person.id)
            """)
        try tx.record(.updated, worker: person.id, context: changes.context, by: actor)
        if changes["role"] != nil, person.role == .admin {
            try KeyRevocation.revokeOthers(keysOf: person.id, by: actor, in: tx)
        }
    }

    /// The handle to try the next time: the one the person would like, then one with a suffix, then others by chance.
    func handle(attempt: Int) -> Handle {
        if attempt == 0 { return person.handle }
        let hash = attempt == 1 ? Secret.hash(of: person.id.rawValue) : Secret.token().text
        let suffix = hash.lowercased().utf8.filter(\.isLowercaseLetterOrDigit).prefix(8)
        return Handle(trusted: person.handle.rawValue.prefix(42) + "-" + String(decoding: suffix, as: UTF8.self))
    }
}

extension Actor {
    /// The person with all that the token allows.
    init(_ person: VerifiedPerson, _ origin: Origin) {
        self.init(
            workerID: person.id, type: .human, tenant: person.tenant, role: person.role, scopes: person.scopes,
            credential: .jwt, origin: origin)
    }
}

extension UInt8 {
    fileprivate var isLowercaseLetterOrDigit: Bool { (0x61...0x7A).contains(self) || (0x30...0x39).contains(self) }
}
