public import TaskFlowDomain
public import TaskFlowSchema
public import TaskFlowStorage

/// One task, as it now stands.
public enum GetTask: Operation {
    public struct Input: Described {
        let taskID: TaskID

        public static let schema = Schema(Input.init, Field.taskID(\.taskID))
    }

    public static let spec = Spec(
        name: "get_task", tool: "get_task", verb: Verb("show", "task_id", example: "show 1"),
        route: .get("/api/tasks/{task_id}"), scope: .tasksRead, summary: "Get a task", errors: [.notFound])

    public static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        try LoadedTask.find(input.taskID, for: actor, locked: false, in: tx).task.item
    }
}
