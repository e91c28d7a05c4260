package import TaskFlowDomain
package import TaskFlowStorage

/// Deletes a task and its subtasks, each with its own audit row.
package enum DeleteTask: Command {
    package static let spec = Spec(
        name: "delete_task", verb: Verb("delete", "task_id", example: "delete 1"),
        route: .delete("/api/tasks/{task_id}"), scope: .tasksWrite, success: .noContent, summary: "Delete a task",
        details: "Deletes a task with its subtasks. Its creator, the project's owner or an admin.",
        errors: [.notFound, .forbidden, .preconditionFailed])

    package static func run(
        _ input: TaskReference, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NoContent {
        try TaskLocks.lockTree(under: input.taskID, of: actor, in: tx)
        let edit = try TaskEdit(of: input.taskID, ifMatch: input.ifMatch, by: actor, in: tx)
        guard edit.authority.mayDelete else {
            throw .forbidden("Only the task's creator, the project's owner or an admin may delete it")
        }
        try edit.checkVersion()
        try TaskRemoval.remove(try Subtasks.tree(of: input.taskID, in: tx), by: actor, in: tx)
        return NoContent()
    }
}
