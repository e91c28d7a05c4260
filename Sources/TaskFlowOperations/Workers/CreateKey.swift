package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Makes a key for a worker and shows it, this once.
package enum CreateKey: Command {
    package struct Input: Described {
        let worker: WorkerReference
        let name: Name
        let scopes: Scopes?
        let expiresInDays: KeyLifetime?

        package static let schemaName = "KeyRequest"
        package static let schema = Schema(
            Input.init,
            Field.worker(\.worker),
            Field("name", \.name, default: Name(trusted: "key"), "What it is for"),
            Field("scopes", \.scopes, "What it may be used for; at most what the caller may do itself"),
            Field("expires_in_days", \.expiresInDays, "After how many days it ends by itself"))
    }

    // No query answers one key: its address is that at which it is revoked.
    package static let spec = Spec(
        name: "create_key",
        verb: Verb("worker key", "id", flags: ["scope": "scopes"], example: "worker key @claude --name laptop"),
        route: .post("/api/workers/{id}/keys"), scope: .workersWrite, success: .created, addressedBy: RevokeKey.self,
        summary: "Create a key",
        details: """
            For an agent: who registered it, or an admin. People make keys for themselves alone. Without scopes: \
            tasks:read, tasks:write and audit:read, as far as the caller has them.
            """,
        errors: [.notFound, .forbidden])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NewAccessKey {
        // Whoever calls keeps its own row already: of two who then wanted it for themselves neither could go on.
        let worker = try WorkerRecord.find(path: input.worker, for: actor, lock: .edited, in: tx)
        try check(worker, actor)
        let scopes = input.scopes ?? Scopes.standard.intersection(actor.scopes)
        for scope in scopes.ordered { try actor.require(scope) }
        let expiry = input.expiresInDays.map { tx.now.adding(seconds: $0.rawValue * 86_400) }
        return try StoredKey.insert(
            for: worker.id, name: input.name, scopes: scopes, expiresAt: expiry, by: actor, in: tx)
    }

    private static func check(_ worker: WorkerRecord, _ actor: Actor) throws(TaskFlowError) {
        guard actor.type == .human else { throw .forbidden("Agents do not make keys") }
        guard worker.isManaged(by: actor) else { throw worker.notManaged }
        guard worker.type == .agent || worker.id == actor.workerID else {
            throw .forbidden("People make keys for themselves alone")
        }
        guard worker.id.isHandle else { throw .forbidden("People sign in through the SSO: keys are for agents") }
    }
}

/// After how many days a key ends by itself: 1–3,650.
package struct KeyLifetime: ConstrainedInteger {
    package static let range = 1...3650
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}
