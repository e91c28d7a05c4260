package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Lets a task need another: it may not be started until that is completed.
package enum AddNeed: Command {
    package struct Input: Described {
        let id: TaskID
        let ifMatch: VersionMatch?
        let needed: TaskID

        package static let schemaName = "NewNeed"
        package static let schema = Schema(
            Input.init,
            Field("id", \.id, in: .path, "The task's number"),
            Field.ifMatch(\.ifMatch),
            Field("task_id", \.needed, "The number of the task that it needs"))
    }

    package static let spec = Spec(
        name: "add_need", verb: Verb("need", "id", "task_id", example: "need 2 1"),
        route: .post("/api/tasks/{id}/needs"), scope: .tasksWrite, success: .created,
        summary: "Let a task need another",
        details: """
            The task may not be started until the other is completed. Answers all tasks that it needs; 200 where it needed \
            that one already. A loop is refused, also one through parents.
            """,
        errors: [.notFound, .forbidden, .preconditionFailed, .dependencyCycle, .tooLarge])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NeededTasks {
        try TaskLocks.changeTree(of: actor, in: tx)
        var edit = try TaskEdit(of: input.id, ifMatch: input.ifMatch, by: actor, in: tx)
        let needed = try Needs.find([input.needed], at: [.name("body"), .name("task_id")], for: actor, in: tx)
        guard edit.authority.mayWork else { throw .forbidden("Viewers of a project may only read its tasks") }
        try edit.checkVersion()
        let isThere = try Needs.all(of: input.id, in: tx).contains(input.needed)
        if !isThere, let needed = needed.first {
            try edit.change(NeedsChange(of: edit.task, adding: needed), in: tx)
            try OrderWalk.check(input.id, in: tx)
            _ = try edit.save(in: tx)
        }
        var all = try NeededTasks.find(of: input.id, for: actor, in: tx)
        all.isUnchanged = isThere
        return all
    }
}
