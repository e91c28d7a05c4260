package import TaskFlowDomain
package import TaskFlowStorage

/// Accepts work under review: the task is completed.
package enum ApproveTask: Command {
    package static let spec = Spec(
        name: "approve_task", verb: Verb("approve", "task_id", example: "approve 1"),
        agent: AgentFace(
            "approve_task", title: "Approve a task under review",
            whenToUse: """
                Accept another worker's work under review: review -> completed. You cannot approve your own work. To send \
                it back use reject_task.
                """, isIdempotent: true),
        route: .post("/api/tasks/{task_id}/approve"), scope: .tasksWrite, summary: "Approve a task under review",
        details:
            """
            Completes a task from review. By anyone who may work in the project and did not do the work, that is, never held \
            the task since it was created or last reopened; persons who own the project, or are admins, may always. An agent \
            does not judge the work of the person who answers for it, nor anything where the project's review_by is person.
            """,
        errors: [.notFound, .forbidden, .preconditionFailed, .invalidState, .openSubtasks])

    package static func run(
        _ input: TaskReference, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        try TaskLocks.lockWithOthers(input.taskID, of: actor, in: tx)
        var edit = try TaskEdit(of: input.taskID, ifMatch: input.ifMatch, by: actor, in: tx)
        try edit.check(.approve)
        try Subtasks.requireCompleted(of: edit.task, in: tx)
        edit.take(.approve, at: tx.now)
        return try edit.save(in: tx)
    }
}
