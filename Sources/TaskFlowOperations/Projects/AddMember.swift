package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Takes a worker into a project.
package enum AddMember: Command {
    package struct Input: Described {
        let slug: Slug
        let worker: WorkerReference
        let role: ProjectRole

        package static let schemaName = "NewMember"
        package static let schema = Schema(
            Input.init,
            Field.slug(\.slug),
            Field("worker_id", \.worker, "Id or handle of the worker, or me"),
            Field("role", \.role, default: .member, "What the worker may do in the project"))
    }

    package static let spec = Spec(
        name: "add_member",
        verb: Verb("project member-add", "slug", "worker_id", example: "project member-add website @claude"),
        route: .post("/api/projects/{slug}/members"), scope: .projectsWrite, success: .created,
        summary: "Add a member to a project", details: "An owner of the project or an admin.",
        errors: [.notFound, .forbidden, .alreadyExists])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Member {
        try WorkerRecord.keep(input.worker, for: actor, in: tx)
        let place = try ProjectPlace.find(path: input.slug, for: actor, lock: .changing, in: tx)
        try place.requireOwner(actor)
        guard let worker = try WorkerRecord.find(input.worker, for: actor, lock: .kept, in: tx) else {
            throw .invalid(
                "worker '\(input.worker)' not found", at: [.name("body"), .name("worker_id")], input: input.worker.json)
        }
        try insert(worker.id, input.role, into: place, actor, in: tx)
        let project = try StoredProject.get(place.id, in: tx)
        let context: JSONObject = ["worker_id": worker.id.json, "role": input.role.json]
        try tx.record(.memberAdded, project, context: context, by: actor)
        guard let member = try MemberRow.find(worker.id, in: place.id, tx) else { throw .notFound("Member") }
        return member
    }

    private static func insert(
        _ worker: WorkerID, _ role: ProjectRole, into place: ProjectPlace, _ actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        guard try MemberRow.insert(worker, role, into: place.id, tenant: actor.tenant, in: tx) else {
            throw TaskFlowError(.alreadyExists, "'\(worker)' is a member of project '\(place.slug)' already")
        }
    }
}
