internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The worker a task is to be assigned to: one who may work on it, and is kept from leaving until that is done.
enum Assignee {
    /// Finds the worker an input names, by id or handle, and the right to work in the project; 422 at `member` when not.
    static func find(
        _ reference: WorkerReference, for project: ProjectPlace?, actor: Actor, at member: String = "assigned_to",
        in tx: borrowing Transaction
    ) throws(TaskFlowError) -> WorkerID {
        let location: [ValidationIssue.Step] = [.name("body"), .name(member)]
        guard let worker = try WorkerRecord.find(reference, for: actor, lock: .kept, in: tx) else {
            throw .invalid("worker '\(reference)' not found", at: location, input: reference.json)
        }
        guard let project, worker.role != .admin else { return worker.id }
        let role = try tx.value(
            """
            SELECT role FROM project_members WHERE project_id = \(project.id) \
            AND worker_id = \(worker.id)\(tx.dialect.lock(.kept, of: "project_members"))
            """, as: ProjectRole.self)
        guard role?.mayWork == true else {
            throw .invalid(
                "worker '\(reference)' may not work in project '\(project.slug)'", at: location, input: reference.json)
        }
        return worker.id
    }
}
