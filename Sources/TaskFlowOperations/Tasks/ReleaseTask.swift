package import TaskFlowDomain
package import TaskFlowStorage

/// Gives a task back for anyone to start.
package enum ReleaseTask: Command {
    package static let spec = Spec(
        name: "release_task",
        verb: Verb("release", "task_id", example: "release 1 --note \"Half of it is done\""),
        agent: AgentFace(
            "release_task", title: "Release a task",
            whenToUse: """
                Give a task you hold back for anyone to claim: in_progress -> pending, unassigned. When you are merely \
                stuck use block_task.
                """, isDestructive: true, isIdempotent: true),
        route: .post("/api/tasks/{task_id}/release"), scope: .tasksWrite, summary: "Release a task",
        details: "Moves a task from in_progress to pending and unassigns it, with a note for whoever takes it next.",
        errors: [.notFound, .forbidden, .preconditionFailed, .invalidState, .leaseLost])

    package static func run(
        _ input: TaskWithNote, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        var edit = try TaskEdit(
            of: input.taskID, ifMatch: input.ifMatch, .demanded(input.generation), by: actor, in: tx)
        try edit.check(.release)
        edit.take(.release, ("note", input.note), at: tx.now)
        return try edit.save(in: tx)
    }
}
