package import TaskFlowDomain
package import TaskFlowStorage

/// Marks a task as held up.
package enum BlockTask: Command {
    package static let spec = Spec(
        name: "block_task",
        verb: Verb("block", "task_id", example: "block 1 --reason \"Waiting for the figures\""),
        agent: AgentFace(
            "block_task", title: "Block a task",
            whenToUse: """
                Say that a task cannot go on, and why: pending or in_progress -> blocked. You keep it. To give it to \
                others instead use release_task.
                """, isIdempotent: true),
        route: .post("/api/tasks/{task_id}/block"), scope: .tasksWrite, summary: "Block a task",
        details: "Moves a task from pending or in_progress to blocked.",
        errors: [.notFound, .forbidden, .preconditionFailed, .invalidState, .leaseLost])

    package static func run(
        _ input: TaskWithReason, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        var edit = try TaskEdit(
            of: input.taskID, ifMatch: input.ifMatch, .demanded(input.generation), by: actor, in: tx)
        try edit.check(.block)
        edit.take(.block, ("reason", input.reason), at: tx.now)
        return try edit.save(in: tx)
    }
}
