package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

extension Authenticator {
    /// Sees to it, before a unit of work begins, that a person whom the SSO vouches for is registered. For other
    /// credentials, and for people seen within the last minute, there is nothing to do.
    ///
    /// - Throws: ``ErrorCode/unauthenticated`` for someone who was deleted.
    package func admit(
        _ credential: Credential, _ origin: Origin, in database: any Database
    ) async throws(TaskFlowError) {
        guard case .person(let person) = credential else { return }
        guard mode == .sso else { throw Self.badCredential }
        if people.contains(person) { return }
        try await register(PersonRegistration(person, origin), in: database)
    }

    private func register(
        _ registration: PersonRegistration, in database: any Database
    ) async throws(TaskFlowError) {
        if let record = try await record(of: registration, in: database) {
            guard !record.isDeleted else { throw Self.badCredential }
            try await refresh(record, registration, in: database)
        }
        people.note(registration.person)
    }

    /// What is known of the person; nothing when this very call registered them. Any number of first calls at once end with
    /// one row: the database lets one of them insert it, and the others find it.
    private func record(
        of registration: PersonRegistration, in database: any Database
    ) async throws(TaskFlowError) -> PersonRecord? {
        for attempt in 0..<8 {
            let known = try await database.read { tx throws(TaskFlowError) in
                try PersonRecord.find(registration.person, in: tx)
            }
            if let known { return known }
            let handle = registration.handle(attempt: attempt)
            let isInserted = try await database.write { tx throws(TaskFlowError) in
                try registration.insert(as: handle, in: tx)
            }
            if isInserted { return nil }
        }
        throw .unavailable("No free handle was found for you: try again", retryAfter: 1)
    }

    private func refresh(
        _ record: PersonRecord, _ registration: PersonRegistration, in database: any Database
    ) async throws(TaskFlowError) {
        if !record.changes(to: registration.person).isEmpty {
            try await database.write { tx throws(TaskFlowError) in try registration.update(in: tx) }
        } else if record.isStale(at: .now()) {
            activity.note(CredentialUse(registration.person))
        }
    }
}

extension CredentialUse {
    /// That a person called, just now.
    init(_ person: VerifiedPerson) {
        self.init(tenant: person.tenant, workerID: person.id, keyID: nil, at: .now())
    }
}
