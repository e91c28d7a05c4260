internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A comment that its author is to change or to delete, with its task, both held.
struct CommentEdit {
    let comment: TaskComment
    let edit: TaskEdit

    /// - Throws: 404 for a comment of a task that the actor may not see; 403 for somebody else's.
    static func find(_ id: CommentID, by actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError)
        -> CommentEdit
    {
        let task = try tx.value(
            "SELECT task_id FROM comments WHERE id = \(id) AND tenant_id = \(actor.tenant)", as: TaskID.self)
        guard let task, let edit = try visible(task, to: actor, in: tx) else { throw .notFound("Comment") }
        let comment = try tx.first(
            "SELECT \(TaskComment.columns) FROM comments WHERE id = \(id)", TaskComment.schema.read)
        guard let comment else { throw .notFound("Comment") }
        guard comment.authorID == actor.workerID else {
            throw .forbidden("Only \(comment.authorID), who wrote it, may change the comment")
        }
        guard edit.authority.mayWork else { throw .forbidden("Viewers of a project may only read its tasks") }
        return CommentEdit(comment: comment, edit: edit)
    }

    private static func visible(
        _ task: TaskID, to actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskEdit? {
        do throws(TaskFlowError) { return try TaskEdit(of: task, ifMatch: nil, by: actor, in: tx) } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// Writes what the audit log tells of it, and lets a lease of the author on the task begin anew.
    func record(
        _ action: AuditAction, _ mentioned: [WorkerID] = [], in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        try Leases.renew(byWordOf: edit.actor, on: edit.loaded, in: tx)
        try tx.record(action, edit.loaded.task, context: comment.context(mentioned), by: edit.actor)
    }
}
