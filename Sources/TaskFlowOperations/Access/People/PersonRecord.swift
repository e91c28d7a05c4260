internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What the database knows of a person who signs in through the SSO.
struct PersonRecord: Described {
    private var name: Name
    private var role: TenantRole
    private let lastSeenAt: Timestamp?
    private let deletedAt: Timestamp?

    static let schema = Schema(
        PersonRecord.init,
        Field(column: "name", \.name, "What the person is called"),
        Field(column: "role", \.role, "What the person is in the tenant"),
        Field(column: "last_seen_at", \.lastSeenAt, isLogged: false, "When the person last called, to the minute"),
        Field(column: "deleted_at", \.deletedAt, isLogged: false, "When the person was deleted"))

    var isDeleted: Bool { deletedAt != nil }

    static func find(
        _ person: VerifiedPerson, lock: RowLock = .none, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> PersonRecord? {
        try tx.first(
            query.binding(.text(person.tenant.rawValue), .text(person.id.rawValue))
                + tx.dialect.lock(lock, of: "workers"),
            schema.read)
    }

    /// Finds a row where the person is registered and was not deleted; kept from being deleted where asked for.
    static func presence(of person: VerifiedPerson, kept lock: SQL) -> SQL {
        presence.binding(.text(person.tenant.rawValue), .text(person.id.rawValue)) + lock
    }

    private static let query: SQL = """
        SELECT \(SQL.columns(of: schema, in: "workers")) FROM workers WHERE tenant_id = \("") AND id = \("")
        """

    // Asked with every call of a person: put together once.
    private static let presence: SQL = """
        SELECT 1 FROM workers WHERE tenant_id = \("") AND id = \("") AND deleted_at IS NULL
        """

    /// What the SSO says of the person now, where that is something else.
    func changes(to person: VerifiedPerson) -> Changes {
        var present = self
        if let name = person.name { present.name = name }
        present.role = person.role
        return Self.table.changes(from: self, to: present)
    }

    private static let table = Table<PersonRecord>("workers")

    /// Whether nothing was written of the person for a minute.
    func isStale(at now: Timestamp) -> Bool { lastSeenAt.map { $0.adding(seconds: 60) <= now } ?? true }
}
