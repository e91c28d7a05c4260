/// Who is calling, proved, and through which door: what every operation decides by and every audit row records.
package struct Actor: Sendable {
    package let workerID: WorkerID
    package let type: ActorType
    package let tenant: TenantID
    package let role: TenantRole
    package let scopes: Scopes
    package let credential: CredentialKind
    package let origin: Origin

    package init(
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
    package var isAdmin: Bool { role == .admin }
}
