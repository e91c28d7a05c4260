package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Deletes a task and its subtasks, each with its own audit row.
package enum DeleteTask: Command {
    package struct Input: Described {
        let taskID: TaskID
        let ifMatch: VersionMatch?
        let force: Bool

        package static let schemaName = "DeleteTaskInput"
        package static let schema = Schema(
            Input.init,
            Field.taskID(\.taskID),
            Field.ifMatch(\.ifMatch),
            Field("force", \.force, in: .query, default: false, "Also where other tasks need it: they need it no more"))
    }

    package static let spec = Spec(
        name: "delete_task", verb: Verb("delete", "task_id", example: "delete 1"),
        route: .delete("/api/tasks/{task_id}"), scope: .tasksWrite, success: .noContent, summary: "Delete a task",
        details: "Deletes a task with its subtasks. Its creator, the project's owner or an admin.",
        errors: [.notFound, .forbidden, .preconditionFailed, .hasDependents])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NoContent {
        try TaskLocks.lockTree(under: input.taskID, of: actor, in: tx)
        let edit = try TaskEdit(of: input.taskID, ifMatch: input.ifMatch, by: actor, in: tx)
        guard edit.authority.mayDelete else {
            throw .forbidden("Only the task's creator, the project's owner or an admin may delete it")
        }
        try edit.checkVersion()
        let tree = try Subtasks.tree(of: input.taskID, in: tx)
        try Dependents.release(tree, force: input.force, by: actor, in: tx)
        try Gates.leave(edit.task, in: tx)
        try TaskRemoval.remove(tree, by: actor, in: tx)
        return NoContent()
    }
}
