internal import TaskFlowDomain
package import TaskFlowSchema
internal import TaskFlowStorage

/// What audit lists are filtered by; a group of fields in their inputs.
package struct AuditFilter: Described {
    let actor: WorkerReference?
    let action: AuditAction?
    let entityType: EntityType?
    let since: Timestamp?
    let until: Timestamp?

    package static let schema = Schema(
        AuditFilter.init,
        Field("actor", \.actor, in: .query, "Id or handle of who did it; `me` for the caller"),
        Field("action", \.action, in: .query, "What was done"),
        Field("entity_type", \.entityType, in: .query, "What it was done to"),
        Field("since", \.since, in: .query, "At this time or later"),
        Field("until", \.until, in: .query, "Before this time"))

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
