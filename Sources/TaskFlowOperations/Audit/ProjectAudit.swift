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
            make, Field.slug(\.slug), Field.actor(\.filter), Field.action(\.filter), Field.entityType(\.filter),
            Field.since(\.filter), Field.until(\.filter), Field.limit(\.page), Field.offset(\.page),
            Field.cursor(\.page), Field.total(\.page))

        @Sendable private static func make(
            slug: Slug, actor: WorkerReference?, action: AuditAction?, entityType: EntityType?, since: Timestamp?,
            until: Timestamp?, limit: PageLimit, offset: PageOffset, cursor: Cursor?, total: Bool
        ) -> Input {
            Input(
                slug: slug,
                filter: AuditFilter(actor: actor, action: action, entityType: entityType, since: since, until: until),
                page: PageRequest(limit: limit, offset: offset, cursor: cursor, total: total))
        }
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
