package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Takes a worker out of the crew: its keys are revoked, its open tasks handed back, each with its own audit row. What it
/// did stays on record.
package enum DeleteWorker: Command {
    package static let spec = Spec(
        name: "delete_worker", verb: Verb("worker delete", "id", example: "worker delete @claude"),
        route: .delete("/api/workers/{id}"), scope: .workersWrite, success: .noContent, summary: "Delete a worker",
        details: """
            An agent: who registered it, or an admin. A person, or an admin: an admin. Nobody deletes themselves. With a \
            person the keys are revoked of the agents it registered, which admins answer for from then on.
            """,
        errors: [.notFound, .forbidden, .conflict])

    package static func run(
        _ input: WorkerInput, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NoContent {
        let worker = try WorkerRecord.find(path: input.worker, for: actor, lock: .changing, in: tx)
        guard worker.isManaged(by: actor) else { throw worker.notManaged }
        guard worker.id != actor.workerID else { throw TaskFlowError(.conflict, "You cannot delete yourself") }
        try lockProjects(of: worker.id, actor, in: tx)
        try requireNoSoleOwnership(of: worker.id, actor, in: tx)
        try remove(worker.id, by: actor, in: tx)
        return NoContent()
    }

    /// Takes a worker out who was found to be one that may go.
    package static func remove(_ worker: WorkerID, by actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError)
    {
        try KeyRevocation.revokeAll(of: worker, by: actor, in: tx)
        try KeyRevocation.revokeAll(reachedBy: worker, by: actor, in: tx)
        try leave(worker, actor, in: tx)
        try TaskLocks.lockAll(of: worker, in: nil, actor, tx)
        let changed = try Accountability.handOver(from: worker, by: actor, tx)
        try QuestionHandover.handOver(from: worker, by: actor, tx)
        try TaskHandback.handBack(tasksOf: worker, after: changed, by: actor, tx)
        try tx.record(.deleted, worker: worker, context: [:], by: actor)
    }

    /// Of two owners who go at once the second is to see the first gone.
    private static func lockProjects(
        of worker: WorkerID, _ actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try tx.later(
            """
            SELECT projects.id FROM projects JOIN project_members ON project_members.project_id = projects.id \
            WHERE project_members.tenant_id = \(actor.tenant) AND project_members.worker_id = \(worker) \
            ORDER BY projects.id\(tx.dialect.lock(.changing, of: "projects"))
            """)
    }

    private static func requireNoSoleOwnership(
        of worker: WorkerID, _ actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        // Who registered an agent may not see all of its projects: one that it sees is told of first.
        let project = try tx.first(
            """
            SELECT projects.slug, own.role FROM project_members JOIN projects ON projects.id = project_members.project_id \
            LEFT JOIN project_members own ON own.project_id = projects.id AND own.worker_id = \(actor.workerID) \
            WHERE project_members.tenant_id = \(actor.tenant) AND project_members.worker_id = \(worker) \
            AND project_members.role = 'owner' AND NOT EXISTS (SELECT 1 FROM project_members others \
            WHERE others.project_id = projects.id AND others.role = 'owner' AND others.worker_id <> \(worker)) \
            ORDER BY CASE WHEN own.role IS NULL THEN 1 ELSE 0 END, projects.id LIMIT 1
            """
        ) { row in Slug.read(row, 0).map { ($0, row.isNull(1)) } }
        guard let (slug, isStrange) = project else { return }
        if isStrange, !actor.isAdmin {
            throw TaskFlowError(
                .conflict, "'\(worker)' is the last owner of a project that you cannot see: ask an admin to delete it")
        }
        throw TaskFlowError(.conflict, "'\(worker)' is the last owner of project '\(slug)': add another owner first")
    }

    private static func leave(
        _ worker: WorkerID, _ actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let inherited = try tx.all(
            """
            UPDATE projects SET owner_id = (SELECT project_members.worker_id FROM project_members \
            WHERE project_members.project_id = projects.id AND project_members.role = 'owner' \
            AND project_members.worker_id <> \(worker) \
            ORDER BY project_members.joined_at, project_members.worker_id LIMIT 1) \
            WHERE tenant_id = \(actor.tenant) AND owner_id = \(worker) AND EXISTS (SELECT 1 FROM project_members \
            WHERE project_members.project_id = projects.id AND project_members.role = 'owner' \
            AND project_members.worker_id <> \(worker))\(StoredProject.returning)
            """, StoredProject.init)
        for project in inherited {
            let change: JSON = ["before": worker.json, "after": project.item.ownerID.json]
            try tx.record(.updated, project, context: ["owner_id": change], by: actor)
        }
        try tx.execute("DELETE FROM project_members WHERE tenant_id = \(actor.tenant) AND worker_id = \(worker)")
        try tx.execute("DELETE FROM sessions WHERE tenant_id = \(actor.tenant) AND worker_id = \(worker)")
        try SignInCode.removeAll(reachedBy: worker, tenant: actor.tenant, in: tx)
        try tx.execute(
            "UPDATE workers SET deleted_at = \(tx.now) WHERE tenant_id = \(actor.tenant) AND id = \(worker)")
    }
}
