package import TaskFlowDomain
package import TaskFlowStorage

/// Takes up a blocked task again.
package enum UnblockTask: Command {
    package static let spec = Spec(
        name: "unblock_task", verb: Verb("unblock", "task_id", example: "unblock 1"),
        agent: AgentFace(
            "unblock_task", title: "Unblock a task",
            whenToUse: """
                Take up a blocked task (block_task) once its cause is gone: back to in_progress, or pending if unassigned.
                """, isIdempotent: true),
        route: .post("/api/tasks/{task_id}/unblock"), scope: .tasksWrite, summary: "Unblock a task",
        details: "A blocked task goes back to in_progress when it is assigned, else to pending.",
        errors: [.notFound, .forbidden, .preconditionFailed, .invalidState])

    package static func run(
        _ input: TaskReference, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        var edit = try TaskEdit(of: input.taskID, ifMatch: input.ifMatch, by: actor, in: tx)
        try edit.check(.unblock)
        edit.take(.unblock, at: tx.now)
        return try edit.save(in: tx)
    }
}
