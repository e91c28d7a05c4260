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
                What you need to go on with a task whose number you know: how it stands, what was asked and said last, and \
                what you may do next. detail=full: every member, the whole description. To search, use list_tasks.
                """, detail: .brief),
        route: .get("/api/tasks/{task_id}"), scope: .tasksRead, summary: "Get a task", errors: [.notFound])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskAnswer {
        try LoadedTask.answer(input.taskID, input.fields, for: actor, in: tx)
    }
}
