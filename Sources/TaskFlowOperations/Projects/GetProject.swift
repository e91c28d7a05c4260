package import TaskFlowDomain
package import TaskFlowStorage

/// One project.
package enum GetProject: Query {
    package static let spec = Spec(
        name: "get_project", verb: Verb("project show", "slug", example: "project show website"),
        route: .get("/api/projects/{slug}"), scope: .tasksRead, summary: "Get a project", errors: [.notFound])

    package static func run(
        _ input: ProjectReference, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Project {
        let place = try ProjectPlace.find(path: input.slug, for: actor, in: tx)
        return try StoredProject.get(place.id, in: tx).item
    }
}
