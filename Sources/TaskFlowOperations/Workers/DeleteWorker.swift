public import TaskFlowDomain
internal import TaskFlowSchema
public import TaskFlowStorage

/// Takes a worker out of the crew: its keys are revoked, its open tasks handed back, each with its own audit row. What it
/// did stays on record.
public enum DeleteWorker: Operation {
    public static let spec = Spec(
        name: "delete_worker", verb: Verb("worker delete", "id", example: "worker delete @claude"),
        route: .delete("/api/workers/{id}"), scope: .workersWrite, success: .noContent, summary: "Delete a worker",
        details: "An agent: who registered it, or an admin. A person: an admin. Nobody deletes themselves.",
        errors: [.notFound, .forbidden, .conflict])

    public static func run(
        _ input: WorkerInput, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NoContent {
        let worker = try WorkerRecord.find(path: input.worker, for: actor, lock: .changing, in: tx)
        guard worker.isManaged(by: actor) else { throw worker.notManaged }
        guard worker.id != actor.workerID else { throw TaskFlowError(.conflict, "You cannot delete yourself") }
        try lockProjects(of: worker.id, actor, in: tx)
        try requireNoSoleOwnership(of: worker.id, actor, in: tx)
        try KeyRevocation.revokeAll(of: worker.id, by: actor, in: tx)
        try leave(worker.id, actor, in: tx)
        let changed = try Accountability.handOver(from: worker.id, by: actor, tx)
        try TaskHandback.handBack(tasksOf: worker.id, after: changed, by: actor, tx)
        try tx.record(.deleted, worker: worker.id, context: [:], by: actor)
        return NoContent()
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
        let slug = try tx.value(
            """
            SELECT projects.slug FROM project_members JOIN projects ON projects.id = project_members.project_id \
            WHERE project_members.tenant_id = \(actor.tenant) AND project_members.worker_id = \(worker) \
            AND project_members.role = 'owner' AND NOT EXISTS (SELECT 1 FROM project_members others \
            WHERE others.project_id = projects.id AND others.role = 'owner' AND others.worker_id <> \(worker)) \
            ORDER BY projects.id LIMIT 1
            """, as: Slug.self)
        guard let slug else { return }
        throw TaskFlowError(.conflict, "'\(worker)' is the last owner of project '\(slug)': add another owner first")
    }

    private static func leave(
        _ worker: WorkerID, _ actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        try tx.execute(
            """
            UPDATE projects SET owner_id = (SELECT project_members.worker_id FROM project_members \
            WHERE project_members.project_id = projects.id AND project_members.role = 'owner' \
            AND project_members.worker_id <> \(worker) \
            ORDER BY project_members.joined_at, project_members.worker_id LIMIT 1) \
            WHERE tenant_id = \(actor.tenant) AND owner_id = \(worker) AND EXISTS (SELECT 1 FROM project_members \
            WHERE project_members.project_id = projects.id AND project_members.role = 'owner' \
            AND project_members.worker_id <> \(worker))
            """)
        try tx.execute("DELETE FROM project_members WHERE tenant_id = \(actor.tenant) AND worker_id = \(worker)")
        try tx.execute("DELETE FROM sessions WHERE tenant_id = \(actor.tenant) AND worker_id = \(worker)")
        try tx.execute("DELETE FROM sign_in_codes WHERE tenant_id = \(actor.tenant) AND worker_id = \(worker)")
        try tx.execute(
            "UPDATE workers SET deleted_at = \(tx.now) WHERE tenant_id = \(actor.tenant) AND id = \(worker)")
    }
}
