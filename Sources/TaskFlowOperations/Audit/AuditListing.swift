internal import TaskFlowDomain
package import TaskFlowSchema
internal import TaskFlowStorage

/// Pages of the audit log, newest first.
enum AuditListing {
    static func page(
        _ conditions: [SQL], _ request: PageRequest, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<AuditEntry> {
        let listing = Listing(
            columns: columns, width: AuditEntry.schema.columnCount, source: "audit_log", conditions: conditions,
            order: ListOrder(id: "audit_log.id", descending: true), read: AuditEntry.schema.read)
        return try listing.page(request, in: tx)
    }

    /// Rows the actor may see: of its projects; of tasks and workers outside projects; of keys that are its business. Of
    /// what a later version of the program added nobody knows here whose business it is: admins alone see that.
    static func visible(to actor: Actor) -> SQL {
        if actor.isAdmin { return "" }
        return """
            ((audit_log.project_id IS NULL AND audit_log.entity_type IN ('task', 'project', 'worker')) \
            OR audit_log.project_id IN (SELECT project_members.project_id FROM project_members \
            WHERE project_members.tenant_id = \(actor.tenant) AND project_members.worker_id = \(actor.workerID)) \
            OR (audit_log.entity_type = 'key' AND (audit_log.worker_id = \(actor.workerID) \
            OR audit_log.worker_id IN (SELECT workers.id FROM workers WHERE workers.tenant_id = \(actor.tenant) \
            AND workers.registered_by = \(actor.workerID)))))
            """
    }

    private static let columns = SQL.columns(of: AuditEntry.schema, in: "audit_log")
}

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
        worker == .caller
            ? "\(caller.workerID)" : "coalesce(\(FilterReference.id(of: worker, for: caller)), \(worker))"
    }
}
