package import TaskFlowSchema

/// A person whom the SSO vouched for by a token that was verified. What the database knows of the person is not asked yet.
package struct VerifiedPerson: Sendable, Equatable {
    /// How far clocks may be apart, in seconds: a token is believed so much longer than it says.
    package static let leeway = 60

    package let tenant: TenantID
    /// The token's `sub`, byte for byte.
    package let id: WorkerID
    package let role: TenantRole
    package let scopes: Scopes
    /// What the SSO calls the person, when it says so.
    package let name: Name?
    /// The handle that the person would like: made of the e-mail's local part. It may be taken already.
    package let handle: Handle
    /// When the token ends; what was opened with it ends no later.
    package let expiresAt: Timestamp

    package init(
        tenant: TenantID, id: WorkerID, role: TenantRole, scopes: Scopes, name: Name?, handle: Handle,
        expiresAt: Timestamp
    ) {
        self.tenant = tenant
        self.id = id
        self.role = role
        self.scopes = scopes
        self.name = name
        self.handle = handle
        self.expiresAt = expiresAt
    }

    /// Whether the token was still good then. Asked again wherever a credential outlives one call.
    package func isValid(at now: Timestamp) -> Bool { now < expiresAt.adding(seconds: Self.leeway) }
}
