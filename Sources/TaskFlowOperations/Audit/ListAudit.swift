package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// What happened, as far as the caller may see it.
package enum ListAudit: Query {
    package struct Input: Described {
        let filter: AuditFilter
        let page: PageRequest

        package static let schema = Schema(
            Input.init, Field(group: \.filter), Field(group: \.page))
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
