package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Changes a project's name, description or rules of review; its slug is unchangeable.
package enum UpdateProject: Command {
    package struct Input: Described {
        let slug: Slug
        let name: Patch<Name>
        let description: Patch<LongText?>
        let reviewRequired: Patch<Bool>
        let reviewBy: Patch<ReviewRule>

        package static let schemaName = "ProjectPatch"
        package static let schema = Schema(
            Input.init,
            Field.slug(\.slug),
            Field("name", \.name, "What it is called"),
            Field("description", \.description, "More about it"),
            Field("review_required", \.reviewRequired, "Whether tasks must be reviewed before they are completed"),
            Field("review_by", \.reviewBy, "Who may judge work: anyone who did not do it, or persons alone"))

        fileprivate func applied(to project: Project) -> Project {
            var project = project
            name.apply(to: &project.name)
            description.apply(to: &project.description)
            reviewRequired.apply(to: &project.reviewRequired)
            reviewBy.apply(to: &project.reviewBy)
            return project
        }
    }

    package static let spec = Spec(
        name: "update_project",
        verb: Verb("project edit", "slug", example: "project edit website --review-required"),
        route: .patch("/api/projects/{slug}"), scope: .projectsWrite, summary: "Update a project",
        details: """
            An owner of the project or an admin; review_by, and to end reviews, is for persons alone. What is left out stays as it is; null \
            clears.
            """,
        errors: [.notFound, .forbidden])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Project {
        let place = try ProjectPlace.find(path: input.slug, for: actor, lock: .changing, in: tx)
        try place.requireOwner(actor)
        let before = try StoredProject.get(place.id, in: tx)
        let changes = StoredProject.table.changes(from: before.item, to: input.applied(to: before.item))
        if changes.isEmpty { return before.item }
        if actor.type == .agent { try checkReviews(changes, before.item) }
        try tx.execute(
            "UPDATE projects SET updated_at = \(tx.now), \(changes.assignments) WHERE id = \(place.id)")
        try tx.record(.updated, before, context: changes.context, by: actor)
        return try StoredProject.get(place.id, in: tx).item
    }

    // Else an agent that owns the project could let itself judge what a person is to judge, or have nobody judge it.
    private static func checkReviews(_ changes: Changes, _ before: Project) throws(TaskFlowError) {
        if changes["review_by"] != nil {
            throw .forbidden("Only a person may change who may judge a project's work")
        }
        if before.reviewRequired, changes["review_required"] != nil {
            throw .forbidden("Only a person may end a project's reviews")
        }
    }
}
