package import TaskFlowDomain
package import TaskFlowOperations
internal import TaskFlowSchema
package import TaskFlowStorage

/// A database of its own with the real schema, a dispatcher over it, and workers who call operations by their keys.
package struct Crew: Sendable {
    package let database: any Database
    package let dispatcher: Dispatcher

    package init(
        on database: any Database, mode: SignInMode = .local, activity: (any ActivitySink)? = nil,
        limiter: CallLimiter? = nil, line: WaitingLine? = nil, events: EventFeed? = nil
    ) async throws {
        self.database = database
        try await database.migrate(Migration.all)
        dispatcher = Dispatcher(
            database: database, authenticator: Authenticator(mode: mode, activity: activity ?? NoActivity()),
            limiter: limiter, line: line, events: events)
    }

    /// Gives a worker a key, registering it where it is not yet known.
    package func worker(
        _ handle: String, type: WorkerType = .human, tenant: String = "default", scopes: Scopes = .all,
        isAdmin: Bool = false
    ) async throws -> CrewMember {
        var grant = KeyGrant(handle: Handle(trusted: handle))
        grant.type = type
        grant.tenant = TenantID(trusted: tenant)
        grant.scopes = scopes
        grant.isAdmin = isAdmin
        let key = try await grant.issue(in: database, mode: .local, requestID: "test")
        // Few tests are about the limit.
        try await database.write { tx throws(TaskFlowError) in
            try tx.execute("UPDATE workers SET max_held = 100 WHERE id = \(handle) AND type = 'agent'")
        }
        return CrewMember(crew: self, handle: handle, credential: .key(hash: Secret.hash(of: key)))
    }

    /// The first column of the first row of a query, as an integer.
    package func count(_ sql: SQL) async throws -> Int {
        try await database.read { tx throws(TaskFlowError) in try tx.value(sql) } ?? -1
    }
}

private struct NoActivity: ActivitySink {
    func note(_ use: CredentialUse) {}
}
