package import TaskFlowDomain
package import TaskFlowStorage

/// Sends work under review back to be done better.
package enum RejectTask: Command {
    package static let spec = Spec(
        name: "reject_task",
        verb: Verb("reject", "task_id", example: "reject 1 --reason \"The sums are missing\""),
        agent: AgentFace(
            "reject_task", title: "Reject a task under review",
            whenToUse: """
                Send another worker's work under review back with a reason: review -> in_progress, or pending if \
                unassigned. To accept it use approve_task.
                """, isIdempotent: true),
        route: .post("/api/tasks/{task_id}/reject"), scope: .tasksWrite, summary: "Reject a task under review",
        details:
            "Moves a task from review back to in_progress, or to pending where nobody is assigned. The same callers as approve.",
        errors: [.notFound, .forbidden, .preconditionFailed, .invalidState, .leaseLost])

    package static func run(
        _ input: TaskWithReason, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        var edit = try TaskEdit(of: input.taskID, ifMatch: input.ifMatch, .checked(input.generation), by: actor, in: tx)
        try edit.check(.reject)
        edit.take(.reject, ("reason", input.reason), at: tx.now)
        return try edit.save(in: tx)
    }
}
