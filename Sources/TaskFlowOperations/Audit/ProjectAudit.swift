package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// What happened in a project, found by its identity: a former project of the same slug is another one.
package enum ProjectAudit: Query {
    package struct Input: Described {
        let slug: Slug
        let filter: AuditFilter
        let page: PageRequest

        package static let schema = Schema(
            Input.init, Field.slug(\.slug), Field(group: \.filter), Field(group: \.page))
    }

    package static let spec = Spec(
        name: "project_audit", verb: Verb("project audit", "slug", example: "project audit website"),
        route: .get("/api/projects/{slug}/audit"), scope: .auditRead, summary: "List a project's audit entries",
        errors: [.notFound])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<AuditEntry> {
        let project = try ProjectPlace.find(path: input.slug, for: actor, in: tx)
        try input.filter.check(for: actor, in: tx)
        let own: SQL = "audit_log.project_id = \(project.id)"
        return try AuditListing.page([own] + input.filter.conditions(actor), input.page, in: tx)
    }
}
