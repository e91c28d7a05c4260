internal import TaskFlowSchema

/// Who is calling, proved, and through which door: what every operation decides by and every audit row records.
package struct Actor: Sendable {
    package let workerID: WorkerID
    package let type: ActorType
    package let tenant: TenantID
    package let role: TenantRole
    package let scopes: Scopes
    package let credential: CredentialKind
    package let origin: Origin
    /// The key that it called with; `nil` for any other credential.
    package let keyID: KeyID?

    package init(
        workerID: WorkerID, type: ActorType, tenant: TenantID, role: TenantRole, scopes: Scopes,
        credential: CredentialKind, origin: Origin, keyID: KeyID? = nil
    ) {
        self.workerID = workerID
        self.type = type
        self.tenant = tenant
        self.role = role
        self.scopes = scopes
        self.credential = credential
        self.origin = origin
        self.keyID = keyID
    }

    /// Whether the actor is an admin of its tenant.
    package var isAdmin: Bool { role == .admin }
}

extension Actor {
    /// Refuses a caller whose credential lacks a scope: 403, naming the scope.
    package func require(_ scope: Scope?) throws(TaskFlowError) {
        guard let scope, !scopes.contains(scope) else { return }
        var error = TaskFlowError(.insufficientScope, "Missing scope: \(scope.rawValue)")
        error.missingScope = scope.rawValue
        throw error
    }
}

/// What a worker is in its tenant.
package enum TenantRole: String, Choice, ColumnConvertible {
    case admin
    case member
}

/// Where a call came from: the door and the request's id.
package struct Origin: Sendable, Hashable {
    package let via: Via
    package let requestID: String
    /// The address by which people reach the server, without a slash at its end: links are made of it. Empty where the door
    /// makes none.
    package let address: String

    package init(via: Via, requestID: String, address: String = "") {
        self.via = via
        self.requestID = requestID
        self.address = address
    }
}

/// The door a call came through: a label on audit rows, not evidence.
package struct Via: OpenChoice {
    package let rawValue: String

    package init(stored rawValue: String) { self.rawValue = rawValue }

    package static let rest = Via(stored: "rest")
    package static let mcp = Via(stored: "mcp")
    package static let cli = Via(stored: "cli")
    package static let web = Via(stored: "web")

    package static let allCases: [Via] = [.rest, .mcp, .cli, .web]
}

/// How a caller proved who it is.
package enum CredentialKind: String, Choice, ColumnConvertible {
    case jwt
    case key
    case session
    case system
}
