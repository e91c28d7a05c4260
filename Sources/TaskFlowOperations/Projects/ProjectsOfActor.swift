internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The projects an actor is a member of.
enum ProjectsOfActor {
    /// More than so many, and a list walks all tasks of the tenant rather than merge one walk for each project.
    static let most = 16

    /// Their ids, where they are few.
    static func few(_ actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) -> [ProjectID]? {
        let ids = try tx.all(
            """
            SELECT project_id FROM project_members \
            WHERE tenant_id = \(actor.tenant) AND worker_id = \(actor.workerID) ORDER BY project_id LIMIT \(most + 1)
            """
        ) { row in ProjectID.read(row, 0) }
        return ids.count <= most ? ids : nil
    }
}
