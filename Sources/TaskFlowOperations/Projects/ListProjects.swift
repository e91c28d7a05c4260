package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// The projects that the caller belongs to; for an admin, all of the tenant.
package enum ListProjects: Query {
    package static let spec = Spec(
        name: "list_projects", verb: Verb("project list", example: "project list"),
        agent: .list(
            "list_projects", title: "List projects",
            whenToUse: """
                The projects you belong to, newest first: their slugs are what list_tasks and create_task want, and \
                review_required tells whether work must be submitted for review.
                """),
        route: .get("/api/projects"), scope: .tasksRead, summary: "List projects", details: "Newest first.")

    package static func run(
        _ input: PageInput, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<Project> {
        let listing = Listing(
            columns: columns, width: Project.schema.columnCount, source: "projects",
            conditions: ["projects.tenant_id = \(actor.tenant)", visible(to: actor)],
            order: ListOrder(by: "projects.created_at", id: "projects.id", descending: true),
            read: Project.schema.read)
        return try listing.page(input.page, in: tx)
    }

    private static func visible(to actor: Actor) -> SQL {
        if actor.isAdmin { return "" }
        return """
            projects.id IN (SELECT project_members.project_id FROM project_members \
            WHERE project_members.tenant_id = \(actor.tenant) AND project_members.worker_id = \(actor.workerID))
            """
    }

    private static let columns = SQL.columns(of: Project.schema, in: "projects")
}
