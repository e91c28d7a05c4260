package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Begins a project; the caller owns it.
package enum CreateProject: Command {
    package struct Input: Described {
        let slug: Slug
        let name: Name?
        let description: LongText?
        let reviewRequired: Bool
        let reviewBy: ReviewRule

        package static let schemaName = "NewProject"
        package static let schema = Schema(
            Input.init,
            Field("slug", \.slug, "Its short name in addresses, unchangeable"),
            Field("name", \.name, "What it is called; left out, the slug"),
            Field("description", \.description, "More about it"),
            Field(
                "review_required", \.reviewRequired, default: false,
                "Whether tasks must be reviewed before they are completed"),
            Field(
                "review_by", \.reviewBy, default: .anyone,
                "Who may judge work: anyone who did not do it, or persons alone"))
    }

    package static let spec = Spec(
        name: "create_project",
        verb: Verb("project add", "slug", "name", example: "project add website \"The website\""),
        route: .post("/api/projects"), scope: .projectsWrite, success: .created, addressedBy: GetProject.self,
        summary: "Create a project",
        details: "The caller becomes its owner.", errors: [.alreadyExists])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Project {
        let project = try insert(input, by: actor, in: tx)
        _ = try MemberRow.insert(actor.workerID, .owner, into: project.id, tenant: actor.tenant, in: tx)
        try tx.record(.created, project, context: context(of: project.item), by: actor)
        return project.item
    }

    private static func context(of project: Project) -> JSONObject {
        var context: JSONObject = ["name": project.name.json]
        if let description = project.description { context["description"] = description.json }
        if project.reviewRequired { context["review_required"] = true }
        if project.reviewBy != .anyone { context["review_by"] = project.reviewBy.json }
        return context
    }

    private static func insert(
        _ input: Input, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> StoredProject {
        let project = Project(
            slug: input.slug, name: input.name ?? Name(trusted: input.slug.rawValue), description: input.description,
            ownerID: actor.workerID, reviewRequired: input.reviewRequired, taskCount: 0, createdAt: tx.now,
            updatedAt: tx.now, reviewBy: input.reviewBy)
        do throws(TaskFlowError) {
            return try tx.insert(
                project, into: StoredProject.table, [("tenant_id", "\(actor.tenant)")],
                returning: StoredProject.columns, StoredProject.init)
        } catch {
            guard error.isUniqueViolation(of: "projects.slug") else { throw error }
            throw TaskFlowError(.alreadyExists, "A project '\(input.slug)' exists already")
        }
    }
}
