package import TaskFlowDomain
package import TaskFlowStorage

/// Makes a completed task pending again.
package enum ReopenTask: Command {
    package static let spec = Spec(
        name: "reopen_task", verb: Verb("reopen", "task_id", example: "reopen 1"),
        route: .post("/api/tasks/{task_id}/reopen"), scope: .tasksWrite, summary: "Reopen a completed task",
        details: "A completed task becomes pending again, with no progress; its assignee is kept.",
        errors: [.notFound, .forbidden, .preconditionFailed, .invalidState, .openSubtasks])

    package static func run(
        _ input: TaskReference, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        try TaskLocks.lockWithOthers(input.taskID, of: actor, in: tx)
        var edit = try TaskEdit(of: input.taskID, ifMatch: input.ifMatch, by: actor, in: tx)
        try edit.check(.reopen)
        try ParentReference.find(edit.task.parentID, for: actor, in: tx)?.requireOpen()
        edit.take(.reopen, at: tx.now)
        return try edit.save(in: tx)
    }
}
