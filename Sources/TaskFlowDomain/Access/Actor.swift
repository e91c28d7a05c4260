/// Who is calling, proved, and through which door: what every operation decides by and every audit row records.
public struct Actor: Sendable {
    public let workerID: WorkerID
    public let type: ActorType
    public let tenant: TenantID
    public let role: TenantRole
    public let scopes: Scopes
    public let credential: CredentialKind
    public let origin: Origin

    public init(
        workerID: WorkerID, type: ActorType, tenant: TenantID, role: TenantRole, scopes: Scopes,
        credential: CredentialKind, origin: Origin
    ) {
        self.workerID = workerID
        self.type = type
        self.tenant = tenant
        self.role = role
        self.scopes = scopes
        self.credential = credential
        self.origin = origin
    }

    /// Whether the actor is an admin of its tenant.
    public var isAdmin: Bool { role == .admin }
}
