package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// What happened, as far as the caller may see it.
package enum ListAudit: Query {
    package struct Input: Described {
        let filter: AuditFilter
        let page: PageRequest

        package static let schema = Schema(
            make, Field.actor(\.filter), Field.action(\.filter), Field.entityType(\.filter), Field.since(\.filter),
            Field.until(\.filter), Field.limit(\.page), Field.offset(\.page), Field.cursor(\.page), Field.total(\.page))

        @Sendable private static func make(
            actor: WorkerReference?, action: AuditAction?, entityType: EntityType?, since: Timestamp?,
            until: Timestamp?, limit: PageLimit, offset: PageOffset, cursor: Cursor?, total: Bool
        ) -> Input {
            Input(
                filter: AuditFilter(actor: actor, action: action, entityType: entityType, since: since, until: until),
                page: PageRequest(limit: limit, offset: offset, cursor: cursor, total: total))
        }
    }

    package static let spec = Spec(
        name: "list_audit", verb: Verb("audit", example: "audit --actor @claude --limit 20"),
        route: .get("/api/audit"), scope: .auditRead, summary: "List audit entries",
        details: "Newest first; of projects, only those the caller belongs to.")

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<AuditEntry> {
        try input.filter.check(for: actor, in: tx)
        let tenant: SQL = "audit_log.tenant_id = \(actor.tenant)"
        return try AuditListing.page(
            [tenant, AuditListing.visible(to: actor)] + input.filter.conditions(actor), input.page, in: tx)
    }
}
