package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// The person whose machine it is, where no SSO answers for people: an admin, registered at the first start.
package struct LocalOwner: Sendable {
    package let id: WorkerID
    /// The key to be kept in the owner's credential file, when a new one had to be made.
    package let newKey: String?

    /// Finds the owner or registers one.
    ///
    /// - Parameters:
    ///   - handle: the owner's handle, should there be none yet.
    ///   - key: what the credential file holds; a new key is made unless this is a good one of the owner's.
    package static func prepare(
        handle: Handle, key: String?, in database: any Database, requestID: String
    ) async throws(TaskFlowError) -> LocalOwner {
        try await database.write { tx throws(TaskFlowError) in
            let system = Actor.system(requestID: requestID)
            let known = try find(in: tx)
            let id = if let known { known } else { try register(handle, by: system, in: tx) }
            if let key, try isGood(key, of: id, in: tx) { return LocalOwner(id: id, newKey: nil) }
            let made = try StoredKey.insert(
                for: id, name: Name(trusted: "local owner"), scopes: .all, expiresAt: nil, by: system, in: tx)
            return LocalOwner(id: id, newKey: made.key)
        }
    }

    private static func find(in tx: borrowing Transaction) throws(TaskFlowError) -> WorkerID? {
        try tx.value(
            """
            SELECT id FROM workers WHERE tenant_id = \(TenantID.standard) AND type = 'human' AND role = 'admin' \
            AND id = handle AND registered_by = 'system' AND deleted_at IS NULL ORDER BY created_at, id LIMIT 1
            """, as: WorkerID.self)
    }

    private static func register(
        _ handle: Handle, by system: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> WorkerID {
        let registration = WorkerRegistration(handle: handle, type: .human, role: .admin)
        do throws(TaskFlowError) { return try registration.insert(by: system, in: tx).id } catch {
            // Another server that starts at the same time was quicker.
            guard error.code == .alreadyExists, let other = try find(in: tx) else { throw error }
            return other
        }
    }

    private static func isGood(
        _ key: String, of owner: WorkerID, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Bool {
        let record = try CredentialRecord.find(key: Secret.hash(of: key), in: tx)
        return record.map { $0.workerID == owner && $0.isValid(at: tx.now) } ?? false
    }
}

/// How people sign in.
package enum SignInMode: Sendable {
    /// On one machine, by a one-time link and a key file.
    case local
    /// Through an SSO's tokens; local people's keys and sessions are refused.
    case sso

    /// Whether a person of that id signs in so: local people's ids are handles, the SSO's never are.
    func signsIn(_ person: WorkerID) -> Bool { person.isHandle == (self == .local) }
}

extension Actor {
    /// The server itself, for commands that work on the database directly.
    package static func system(tenant: TenantID = .standard, requestID: String) -> Actor {
        Actor(
            workerID: .system, type: .system, tenant: tenant, role: .admin, scopes: .all,
            credential: .system, origin: Origin(via: .cli, requestID: requestID))
    }
}
