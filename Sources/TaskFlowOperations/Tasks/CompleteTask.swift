package import TaskFlowDomain
package import TaskFlowStorage

/// Completes a task.
package enum CompleteTask: Command {
    package static let spec = Spec(
        name: "complete_task", verb: Verb("complete", "task_id", example: "complete 1"),
        agent: AgentFace(
            "complete_task", title: "Complete a task",
            whenToUse: """
                Finish a task you hold: in_progress -> completed. Refused while a subtask is open, or where the project \
                requires review (use submit_task then).
                """, isIdempotent: true),
        route: .post("/api/tasks/{task_id}/complete"), scope: .tasksWrite, summary: "Complete a task",
        details:
            "Completes a task from in_progress, or from review as approve does. Refused while a subtask is open, and from in_progress where the project requires review.",
        errors: [.notFound, .forbidden, .preconditionFailed, .invalidState, .leaseLost, .openSubtasks])

    package static func run(
        _ input: TaskByClaim, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        try TaskLocks.lockWithOthers(input.taskID, of: actor, in: tx)
        var edit = try TaskEdit(
            of: input.taskID, ifMatch: input.ifMatch, .demanded(input.generation), by: actor, in: tx)
        try edit.check(.complete)
        try Subtasks.requireCompleted(of: edit.task, in: tx)
        edit.take(.complete, at: tx.now)
        return try edit.save(in: tx)
    }
}
