package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Takes a worker out of a project; its open tasks there are unassigned, each with its own audit row.
package enum RemoveMember: Command {
    package struct Input: Described {
        let slug: Slug
        let worker: WorkerReference

        package static let schema = Schema(
            Input.init,
            Field.slug(\.slug),
            Field("worker_id", \.worker, in: .path, "Id or handle of the worker, or me"))
    }

    package static let spec = Spec(
        name: "remove_member",
        verb: Verb("project member-remove", "slug", "worker_id", example: "project member-remove website @claude"),
        route: .delete("/api/projects/{slug}/members/{worker_id}"), scope: .projectsWrite, success: .noContent,
        summary: "Remove a member from a project",
        details: "An owner of the project, an admin, or the member itself. The last owner cannot leave.",
        errors: [.notFound, .forbidden, .conflict])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NoContent {
        try TaskLocks.changeTree(of: actor, in: tx)
        let place = try ProjectPlace.find(path: input.slug, for: actor, lock: .changing, in: tx)
        guard let worker = try WorkerRecord.find(input.worker, for: actor, in: tx),
            let member = try MemberRow.find(worker.id, in: place.id, lock: .changing, tx)
        else { throw .notFound("Member") }
        if worker.id != actor.workerID { try place.requireOwner(actor) }
        var context: JSONObject = ["worker_id": worker.id.json, "role": member.role.json]
        if member.role == .owner, let heir = try handOver(place, from: worker.id, in: tx) {
            context["owner_id"] = ["before": worker.id.json, "after": heir.json]
        }
        try tx.execute(
            "DELETE FROM project_members WHERE project_id = \(place.id) AND worker_id = \(worker.id)")
        try TaskLocks.lockAll(of: worker.id, in: place.id, actor, tx)
        let changed = try Accountability.handOver(from: worker.id, in: place.id, by: actor, tx)
        // An admin sees the project still.
        if worker.role != .admin {
            try QuestionHandover.handOver(from: worker.id, in: place.id, by: actor, tx)
        }
        try TaskHandback.handBack(tasksOf: worker.id, in: place.id, after: changed, by: actor, tx)
        try tx.record(.memberRemoved, try StoredProject.get(place.id, in: tx), context: context, by: actor)
        return NoContent()
    }

    /// Refuses to let the last owner go (409); when the project's own owner goes, the longest-standing other one follows.
    /// Answers who follows.
    private static func handOver(
        _ place: ProjectPlace, from owner: WorkerID, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> WorkerID? {
        let heir = try tx.value(
            """
            SELECT worker_id FROM project_members WHERE project_id = \(place.id) AND role = 'owner' \
            AND worker_id <> \(owner) ORDER BY joined_at, worker_id LIMIT 1
            """, as: WorkerID.self)
        guard let heir else {
            throw TaskFlowError(.conflict, "The last owner of project '\(place.slug)' cannot leave it")
        }
        let changed = try tx.execute(
            "UPDATE projects SET owner_id = \(heir), updated_at = \(tx.now) WHERE id = \(place.id) AND owner_id = \(owner)"
        )
        return changed == 1 ? heir : nil
    }
}
