package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Changes a task: its fields, and with `status`, `assigned_to` and `progress_percent` its state, by the very steps that
/// the other operations take.
package enum UpdateTask: Command {
    package static let spec = Spec(
        name: "update_task",
        verb: Verb(
            "edit", "task_id",
            flags: ["assign": "assigned_to", "parent": "parent_id", "due": "due_date", "tag": "tags", "need": "needs"],
            example: "edit 1 --priority critical --due 2026-12-24"),
        agent: AgentFace(
            "update_task", title: "Edit a task",
            whenToUse: """
                Change a task's title, description, priority, tags, due date or parent. What is left out stays. \
                For its status, progress and assignee prefer the tools made for it (claim_task, update_progress, \
                submit_task, …); only reopening a completed task (status=pending) has no tool of its own.
                """, isDestructive: true, isIdempotent: true),
        route: .patch("/api/tasks/{task_id}"), scope: .tasksWrite, summary: "Update a task",
        details: """
            What is left out stays as it is; null clears. A status takes the step that leads there, under its rules: to \
            blocked, and from review back to in_progress, a reason is needed.
            """,
        errors: [
            .notFound, .forbidden, .preconditionFailed, .invalidState, .assignedToOther, .openSubtasks, .notReady,
            .dependencyCycle, .tooLarge, .delegationCycle, .leaseLost, .claimLimit,
        ])

    package static func run(
        _ input: TaskPatch, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        try TaskPatching.lockOthers(input, of: actor, in: tx)
        var edit = try TaskEdit(of: input.taskID, ifMatch: input.ifMatch, .checked(input.generation), by: actor, in: tx)
        let patch = try TaskPatching(input, of: edit, in: tx)
        guard edit.authority.mayWork else { throw .forbidden("Viewers of a project may only read its tasks") }
        try edit.checkVersion()
        try patch.apply(to: &edit, in: tx)
        let task = try edit.save(in: tx)
        // The edges stand as they will be: what is asked is whether they make a loop.
        if input.parentID.value != nil || input.needs.value != nil { try OrderWalk.check(input.taskID, in: tx) }
        return task
    }
}
