package import TaskFlowDomain
package import TaskFlowStorage

/// Whether the caller could start a task now, and why not.
package enum ExplainTask: Query {
    package static let spec = Spec(
        name: "explain_task", verb: Verb("why", "task_id", example: "why 1"),
        route: .get("/api/tasks/{task_id}/readiness"), scope: .tasksRead, summary: "Explain whether a task is ready",
        details: "What stands in the way of starting a task: tasks it waits for, dates, open subtasks, capabilities.",
        errors: [.notFound])

    package static func run(
        _ input: TaskInPath, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Readiness {
        let task = try LoadedTask.find(input.taskID, for: actor, .showing, in: tx).task.item
        return Readiness(try Obstacles(of: task, for: actor, in: tx).found)
    }
}
