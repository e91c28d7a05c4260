package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Lets a task need another no more.
package enum RemoveNeed: Command {
    package struct Input: Described {
        let id: TaskID
        let ifMatch: VersionMatch?
        let neededID: TaskID

        package static let schema = Schema(
            Input.init,
            Field("id", \.id, in: .path, "The task's number"),
            Field.ifMatch(\.ifMatch),
            Field("needed_id", \.neededID, in: .path, "The number of the task that it needs"))
    }

    package static let spec = Spec(
        name: "remove_need", verb: Verb("unneed", "id", "needed_id", example: "unneed 2 1"),
        route: .delete("/api/tasks/{id}/needs/{needed_id}"), scope: .tasksWrite, success: .noContent,
        summary: "Let a task need another no more", errors: [.notFound, .forbidden, .preconditionFailed])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NoContent {
        try TaskLocks.changeTree(of: actor, in: tx)
        var edit = try TaskEdit(of: input.id, ifMatch: input.ifMatch, by: actor, in: tx)
        // Whoever may change the task may rid it of a need that they cannot see, where they know its number.
        let needed = try tx.first(
            """
            SELECT tasks.status FROM task_needs JOIN tasks ON tasks.id = task_needs.needed_id \
            WHERE task_needs.task_id = \(input.id) AND task_needs.needed_id = \(input.neededID)
            """
        ) { row in
            TaskStatus.read(row, 0).map { Needs.Needed(id: input.neededID, isOpen: $0 != .completed) }
        }
        guard let needed else { throw .notFound("Need") }
        guard edit.authority.mayWork else { throw .forbidden("Viewers of a project may only read its tasks") }
        try edit.checkVersion()
        try edit.change(NeedsChange(of: edit.task, removing: needed), in: tx)
        _ = try edit.save(in: tx)
        return NoContent()
    }
}
