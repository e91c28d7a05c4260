package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// What happened to a task, also after it was deleted.
package enum TaskAudit: Query {
    package static let spec = Spec(
        name: "task_audit", verb: Verb("audit", "task_id", example: "audit 1"),
        route: .get("/api/tasks/{task_id}/audit"), scope: .auditRead, summary: "List a task's audit entries",
        details: "Newest first; a deleted task's entries stay.", errors: [.notFound])

    package static func run(
        _ input: TaskPageInput, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<AuditEntry> {
        try AuditListing.page(try conditions(of: input.taskID, for: actor, in: tx), input.page, in: tx)
    }

    /// What the rows of a task have in common, of those that the caller may see; 404 where there is none.
    static func conditions(
        of task: TaskID, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [SQL] {
        let conditions: [SQL] = [
            "audit_log.task_id = \(task)", "audit_log.tenant_id = \(actor.tenant)",
            AuditListing.visible(to: actor),
        ]
        // A task has at least the row of its creation: none to see means no task to see.
        let any = try tx.value(
            "SELECT audit_log.id FROM audit_log WHERE \(SQL.joined(conditions)) LIMIT 1", as: Int.self)
        guard any != nil else { throw .notFound("Task") }
        return conditions
    }
}
