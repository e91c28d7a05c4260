package import TaskFlowSchema

/// What a caller proved or claims, before the database has been asked. Secrets appear as SHA-256 alone.
package enum Credential: Sendable, Hashable {
    /// A key, by the base64url of its SHA-256.
    case key(hash: String)
    /// A session cookie, by the base64url of its SHA-256.
    case session(hash: String)
    /// A person, by a token of the SSO that was verified.
    case person(VerifiedPerson)

    /// What every key begins with, so that a leaked one is known for what it is.
    package static let keyPrefix = "tfl_"

    /// How many characters of base64url follow the prefix: 32 bytes.
    package static let keyLength = 43
}

/// A person whom the SSO vouched for by a token that was verified. What the database knows of the person is not asked yet.
package struct VerifiedPerson: Sendable, Hashable {
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
