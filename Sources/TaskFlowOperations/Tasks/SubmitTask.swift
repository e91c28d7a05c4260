package import TaskFlowDomain
package import TaskFlowStorage

/// Hands finished work in for review.
package enum SubmitTask: Command {
    package static let spec = Spec(
        name: "submit_task",
        verb: Verb("submit", "task_id", example: "submit 1 --note \"All sums checked\""),
        agent: AgentFace(
            "submit_task", title: "Submit a task for review",
            whenToUse: """
                Hand your finished work in for review: in_progress -> review. Use it where the project requires review or \
                someone should look at it; else complete_task.
                """, isIdempotent: true),
        route: .post("/api/tasks/{task_id}/submit"), scope: .tasksWrite, summary: "Submit a task for review",
        details:
            "Moves a task from in_progress to review, with a note for whoever reviews it. Only the assignee, the project's owner (without a project: the creator), or an admin.",
        errors: [.notFound, .forbidden, .preconditionFailed, .invalidState, .leaseLost])

    package static func run(
        _ input: TaskWithNote, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        var edit = try TaskEdit(
            of: input.taskID, ifMatch: input.ifMatch, .demanded(input.generation), by: actor, in: tx)
        try edit.check(.submit(by: actor.workerID))
        edit.take(.submit(by: actor.workerID), ("note", input.note), at: tx.now)
        return try edit.save(in: tx)
    }
}
