package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// One task, as it now stands.
package enum GetTask: Query {
    package struct Input: Described {
        let taskID: TaskID
        let fields: TaskFields?

        package static let schema = Schema(Input.init, Field.taskID(\.taskID), Field.taskFields(\.fields))
    }

    package static let spec = Spec(
        name: "get_task", verb: Verb("show", "task_id", example: "show 1"),
        agent: AgentFace(
            "get_task", title: "Get a task",
            whenToUse: """
                Everything about one task whose number you know: description, status, assignee, progress, version. To \
                search, use list_tasks.
                """, detail: .full),
        route: .get("/api/tasks/{task_id}"), scope: .tasksRead, summary: "Get a task", errors: [.notFound])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskAnswer {
        let task = try LoadedTask.find(input.taskID, for: actor, .showing, in: tx).task.item
        return TaskAnswer(task: task, fields: input.fields)
    }
}
