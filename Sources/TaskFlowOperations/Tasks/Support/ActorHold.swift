internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Keeps who takes a task for themselves from leaving meanwhile: else it would end up with someone who may not hold it.
enum ActorHold {
    /// Locks the actor, and its membership in the task's project. It travels with the next statement.
    static func hold(_ actor: Actor, over task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try tx.later(
            """
            SELECT (SELECT 1 FROM workers WHERE tenant_id = \(actor.tenant) \
            AND id = \(actor.workerID)\(tx.dialect.lock(.kept, of: "workers"))), \
            (SELECT 1 FROM project_members WHERE worker_id = \(actor.workerID) \
            AND project_id = (SELECT project_id FROM tasks WHERE id = \(task))\
            \(tx.dialect.lock(.kept, of: "project_members")))
            """)
    }

    /// Whether the actor was not deleted, as a condition.
    static func isThere(_ actor: Actor) -> SQL {
        """
        EXISTS (SELECT 1 FROM workers WHERE workers.tenant_id = \(actor.tenant) AND workers.id = \(actor.workerID) \
        AND workers.deleted_at IS NULL)
        """
    }

    /// Refuses an actor who was deleted while this process still knew it: 401.
    static func requireThere(_ actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        let found = try tx.value("SELECT 1 WHERE \(isThere(actor))", as: Int.self)
        if found == nil { throw Authenticator.badCredential }
    }
}
