internal import TaskFlowDomain
internal import TaskFlowSchema
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
