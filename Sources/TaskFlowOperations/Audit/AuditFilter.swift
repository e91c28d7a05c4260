internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What audit lists are filtered by.
package struct AuditFilter: Sendable {
    let actor: WorkerReference?
    let action: AuditAction?
    let entityType: EntityType?
    let since: Timestamp?
    let until: Timestamp?

    func conditions(_ caller: Actor) -> [SQL] {
        var all: [SQL] = []
        if let actor { all.append("audit_log.actor_id = " + Self.id(of: actor, caller)) }
        if let action { all.append("audit_log.action = \(action)") }
        if let entityType { all.append("audit_log.entity_type = \(entityType)") }
        if let since { all.append("audit_log.timestamp >= \(since)") }
        if let until { all.append("audit_log.timestamp < \(until)") }
        return all
    }

    /// Refuses a filter by an actor who does not exist for the caller: 422. Deleted workers do, and so does the server itself.
    func check(for caller: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        if actor?.rawValue == WorkerID.system.rawValue { return }
        try FilterReference.demand(actor, at: "actor", for: caller, in: tx)
    }

    // Deleted workers are found too: the log outlives them. The server itself is in it by its name.
    private static func id(of worker: WorkerReference, _ caller: Actor) -> SQL {
        if worker == .caller { return "\(caller.workerID)" }
        return """
            coalesce((SELECT workers.id FROM workers WHERE workers.tenant_id = \(caller.tenant) \
            AND (workers.id = \(worker) OR workers.handle = \(worker))), \(worker))
            """
    }
}

extension Field where Value == WorkerReference? {
    static func actor(_ get: @escaping @Sendable (Root) -> AuditFilter) -> Field {
        Field("actor", { get($0).actor }, in: .query, "Id or handle of who did it; `me` for the caller")
    }
}

extension Field where Value == AuditAction? {
    static func action(_ get: @escaping @Sendable (Root) -> AuditFilter) -> Field {
        Field("action", { get($0).action }, in: .query, "What was done")
    }
}

extension Field where Value == EntityType? {
    static func entityType(_ get: @escaping @Sendable (Root) -> AuditFilter) -> Field {
        Field("entity_type", { get($0).entityType }, in: .query, "What it was done to")
    }
}

extension Field where Value == Timestamp? {
    static func since(_ get: @escaping @Sendable (Root) -> AuditFilter) -> Field {
        Field("since", { get($0).since }, in: .query, "At this time or later")
    }

    static func until(_ get: @escaping @Sendable (Root) -> AuditFilter) -> Field {
        Field("until", { get($0).until }, in: .query, "Before this time")
    }
}
