package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// The members of a project, oldest first.
package enum ListMembers: Query {
    package struct Input: Described {
        let slug: Slug
        let page: PageRequest

        package static let schema = Schema(
            Input.init, Field.slug(\.slug), Field(group: \.page))
    }

    package static let spec = Spec(
        name: "list_members", verb: Verb("project members", "slug", example: "project members website"),
        route: .get("/api/projects/{slug}/members"), scope: .tasksRead, summary: "List a project's members",
        errors: [.notFound])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<Member> {
        let project = try ProjectPlace.find(path: input.slug, for: actor, in: tx)
        let listing = Listing(
            columns: MemberRow.columns, width: Member.schema.columnCount, source: MemberRow.source,
            conditions: ["project_members.project_id = \(project.id)"],
            order: ListOrder(
                by: "project_members.joined_at", id: "project_members.worker_id", .text, descending: false),
            read: Member.schema.read)
        return try listing.page(input.page, in: tx)
    }
}
