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
            """
            SELECT name, role, last_seen_at, deleted_at FROM workers WHERE tenant_id = \(person.tenant) \
            AND id = \(person.id)\(tx.dialect.lock(lock, of: "workers"))
            """, PersonRecord.init)
    }

    /// What the SSO says of the person now, where that is something else.
    func difference(from person: VerifiedPerson) -> (name: Name?, role: TenantRole?) {
        (person.name == name ? nil : person.name, person.role == role ? nil : person.role)
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
