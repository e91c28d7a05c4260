internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What the database knows of a person who signs in through the SSO.
struct PersonRecord {
    let name: Name
    let role: TenantRole
    let lastSeenAt: Timestamp?
    let isDeleted: Bool

    static func find(
        _ person: VerifiedPerson, lock: RowLock = .none, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> PersonRecord? {
        try tx.first(
            query.binding(.text(person.tenant.rawValue), .text(person.id.rawValue))
                + tx.dialect.lock(lock, of: "workers"),
            PersonRecord.init)
    }

    /// Finds a row where the person is registered and was not deleted; kept from being deleted where asked for.
    static func presence(of person: VerifiedPerson, kept lock: SQL) -> SQL {
        presence.binding(.text(person.tenant.rawValue), .text(person.id.rawValue)) + lock
    }

    private static let query: SQL = """
        SELECT name, role, last_seen_at, deleted_at FROM workers WHERE tenant_id = \("") AND id = \("")
        """

    // Asked with every call of a person: put together once.
    private static let presence: SQL = """
        SELECT 1 FROM workers WHERE tenant_id = \("") AND id = \("") AND deleted_at IS NULL
        """

    /// What the SSO says of the person now, where that is something else.
    func changes(to person: VerifiedPerson) -> Changes {
        var changes = Changes()
        if let other = person.name { changes.compare("name", name, other) }
        changes.compare("role", role, person.role)
        return changes
    }

    /// Whether nothing was written of the person for a minute.
    func isStale(at now: Timestamp) -> Bool { lastSeenAt.map { $0.adding(seconds: 60) <= now } ?? true }

    private init?(_ row: any ColumnReader) {
        guard let name = Name.read(row, 0), let role = TenantRole.read(row, 1) else { return nil }
        self.name = name
        self.role = role
        lastSeenAt = Timestamp.read(row, 2)
        isDeleted = !row.isNull(3)
    }
}
