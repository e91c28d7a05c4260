public import TaskFlowDomain
public import TaskFlowSchema
public import TaskFlowStorage

/// Changes a project's name, description or rules of review; its slug is unchangeable.
public enum UpdateProject: Operation {
    public struct Input: Described {
        let slug: Slug
        let name: Patch<Name>
        let description: Patch<LongText?>
        let reviewRequired: Patch<Bool>
        let reviewBy: Patch<ReviewRule>

        public static let schemaName = "ProjectPatch"
        public static let schema = Schema(
            Input.init,
            Field.slug(\.slug),
            Field("name", \.name, "What it is called"),
            Field("description", \.description, "More about it"),
            Field("review_required", \.reviewRequired, "Whether tasks must be reviewed before they are completed"),
            Field("review_by", \.reviewBy, "Who may judge work: anyone who did not do it, or persons alone"))
    }

    public static let spec = Spec(
        name: "update_project",
        verb: Verb("project edit", "slug", example: "project edit website --review-required"),
        route: .patch("/api/projects/{slug}"), scope: .projectsWrite, summary: "Update a project",
        details: "An owner of the project or an admin. What is left out stays as it is; null clears.",
        errors: [.notFound, .forbidden])

    public static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Project {
        let place = try ProjectPlace.find(path: input.slug, for: actor, lock: .changing, in: tx)
        try place.requireOwner(actor)
        let before = try StoredProject.get(place.id, in: tx)
        let (assignments, changes) = difference(input, before.item)
        if assignments.isEmpty { return before.item }
        try tx.execute(
            """
            UPDATE projects SET updated_at = \(tx.now), \(SQL.joined(assignments, separator: ", ")) \
            WHERE id = \(place.id)
            """)
        try tx.record(.updated, before, context: changes, by: actor)
        return try StoredProject.get(place.id, in: tx).item
    }

    private static func difference(_ input: Input, _ before: Project) -> ([SQL], JSONObject) {
        var assignments: [SQL] = []
        var changes = JSONObject()
        if let name = input.name.value, name != before.name {
            assignments.append("name = \(name)")
            changes["name"] = ["before": before.name.json, "after": name.json]
        }
        if let description = input.description.value, description != before.description {
            assignments.append("description = \(description)")
            changes["description"] = ["before": before.description.json, "after": description.json]
        }
        if let required = input.reviewRequired.value, required != before.reviewRequired {
            assignments.append("review_required = \(required)")
            changes["review_required"] = ["before": .bool(before.reviewRequired), "after": .bool(required)]
        }
        if let rule = input.reviewBy.value, rule != before.reviewBy {
            assignments.append("review_by = \(rule)")
            changes["review_by"] = ["before": before.reviewBy.json, "after": rule.json]
        }
        return (assignments, changes)
    }
}
