package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Claims a pending task for the caller and begins work on it. Of any number of callers one wins.
package enum StartTask: Command {
    package static let spec = Spec(
        name: "start_task",
        verb: Verb("start", "task_id", example: "start 1"),
        agent: AgentFace(
            "claim_task", title: "Claim a task",
            whenToUse: """
                Take a pending task and begin work: it becomes yours and in_progress. Call it before you start; of \
                several workers exactly one gets it. Find free tasks with list_tasks.
                """, detail: .full, isIdempotent: true),
        route: .post("/api/tasks/{task_id}/start"), scope: .tasksWrite,
        summary: "Start a task (claim it and begin work)",
        details: """
            Assigns a pending task to the caller and moves it to in_progress. Of any number of callers at once one wins; \
            the others are refused.
            """,
        errors: [.notFound, .forbidden, .preconditionFailed, .invalidState, .assignedToOther])

    package static func run(
        _ input: TaskReference, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        // The claim is one conditional UPDATE; only a refusal costs a second look, to say why.
        try holdMembership(of: actor, in: input.taskID, tx)
        guard let task = try claim(input, as: actor, in: tx) else { return try refuse(input, as: actor, in: tx) }
        try tx.record(.started, task, context: ["status": ["before": "pending", "after": "in_progress"]], by: actor)
        return task.item
    }

    /// Keeps the caller in the task's project meanwhile: else the task would end up with someone who may not hold it.
    /// Travels with the claim.
    private static func holdMembership(
        of actor: Actor, in task: TaskID, _ tx: borrowing Transaction
    ) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try tx.later(
            """
            SELECT 1 FROM project_members WHERE worker_id = \(actor.workerID) \
            AND project_id = (SELECT project_id FROM tasks WHERE id = \(task))\
            \(tx.dialect.lock(.kept, of: "project_members"))
            """)
    }

    private static func claim(
        _ input: TaskReference, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> StoredTask? {
        let rule = StartRule(by: actor, ifMatch: input.ifMatch)
        let sql: SQL = """
            UPDATE tasks SET status = 'in_progress', assigned_to = \(actor.workerID), \
            started_at = coalesce(started_at, \(tx.now)), version = version + 1, updated_at = \(tx.now) \
            WHERE id = \(input.taskID) AND tenant_id = \(actor.tenant) AND \(rule.condition)\(StoredTask.returning)
            """
        return try tx.first(sql, StoredTask.init)
    }

    private static func refuse(
        _ input: TaskReference, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        let edit = try TaskEdit(of: input.taskID, ifMatch: input.ifMatch, by: actor, in: tx)
        try edit.check(.start(by: actor.workerID))
        // Nothing stands in the way any more: the task was freed between the two looks.
        throw TaskFlowError(.conflict, "Task \(input.taskID) changed meanwhile: try again")
    }
}
