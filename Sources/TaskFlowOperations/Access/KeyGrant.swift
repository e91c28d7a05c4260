package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// A key made by whoever administers the machine, on the database directly: `taskflow token create`.
package struct KeyGrant: Sendable {
    package var handle: Handle
    /// Agent when not said, or what the worker already is.
    package var type: WorkerType?
    package var tenant = TenantID.standard
    /// Unless said: for an agent what a new key may do, for a person or an admin everything.
    package var scopes: Scopes?
    package var name = Name(trusted: "token create")
    /// Seconds until the key ends by itself; `nil` for never.
    package var lifetime: Int?
    /// Whether the worker becomes an admin of its tenant.
    package var isAdmin = false

    package init(handle: Handle) { self.handle = handle }

    /// Registers the worker where it is not yet known, makes the key, and answers it.
    package func issue(
        in database: any Database, mode: SignInMode, requestID: String
    ) async throws(TaskFlowError) -> String {
        try await database.write { tx throws(TaskFlowError) in
            let system = Actor.system(tenant: tenant, requestID: requestID)
            let worker = try self.worker(by: system, in: tx)
            guard mode == .local || worker.type == .agent else {
                throw .forbidden("People sign in through the SSO: keys are for agents")
            }
            let expiry = lifetime.map { tx.now.adding(seconds: $0) }
            let isAgent = worker.type == .agent && worker.role != .admin && !isAdmin
            return try StoredKey.insert(
                for: worker.id, name: name, scopes: scopes ?? (isAgent ? .standard : .all), expiresAt: expiry,
                by: system, in: tx
            ).key
        }
    }

    private func worker(by system: Actor, in tx: borrowing Transaction) throws(TaskFlowError) -> WorkerRecord {
        let reference = WorkerReference(trusted: handle.rawValue)
        if let known = try WorkerRecord.find(reference, for: system, lock: .changing, in: tx) {
            if let type, type != known.type {
                throw TaskFlowError(.conflict, "'\(handle)' is registered as \(known.type.rawValue) already")
            }
            if isAdmin, known.role != .admin { try promote(known.id, by: system, in: tx) }
            return known
        }
        let registration = WorkerRegistration(
            handle: handle, type: type ?? .agent, role: isAdmin ? .admin : .member)
        _ = try registration.insert(by: system, in: tx)
        return try WorkerRecord.find(path: reference, for: system, in: tx)
    }

    private func promote(_ id: WorkerID, by system: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.execute("UPDATE workers SET role = 'admin' WHERE tenant_id = \(tenant) AND id = \(id)")
        let context: JSONObject = ["role": ["before": "member", "after": "admin"]]
        try tx.record(.updated, worker: id, context: context, by: system)
        try KeyRevocation.revokeOthers(keysOf: id, by: system, in: tx)
    }
}
