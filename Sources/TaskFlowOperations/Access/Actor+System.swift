package import TaskFlowDomain

extension Actor {
    /// The server itself, for commands that work on the database directly.
    package static func system(tenant: TenantID = .standard, requestID: String) -> Actor {
        Actor(
            workerID: .system, type: .system, tenant: tenant, role: .admin, scopes: .all,
            credential: .system, origin: Origin(via: .cli, requestID: requestID))
    }
}
