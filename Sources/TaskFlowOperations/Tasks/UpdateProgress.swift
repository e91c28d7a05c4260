package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Says how far work has come.
package enum UpdateProgress: Command {
    package struct Input: Described {
        let taskID: TaskID
        let ifMatch: VersionMatch?
        let percent: Percent
        let note: Note?
        let generation: LeaseGeneration?

        package static let schema = Schema(
            Input.init,
            Field.taskID(\.taskID),
            Field.ifMatch(\.ifMatch),
            Field("percent", \.percent, in: .queryOrBody, "How much is done, in percent"),
            Field.note(\.note),
            Field.generation(\.generation))
    }

    package static let spec = Spec(
        name: "update_progress",
        verb: Verb("progress", "task_id", "percent", example: "progress 1 40 --note \"First draft\""),
        agent: AgentFace(
            "update_progress", title: "Report progress",
            whenToUse: """
                Say how far work on a task in progress has come (0–100 percent), with a note on what was done. It does not \
                finish the task: that is submit_task or complete_task.
                """),
        route: .post("/api/tasks/{task_id}/progress"), scope: .tasksWrite, summary: "Report progress on a task",
        details: "Sets how much of a task in_progress is done. Given in query and body, the body wins.",
        errors: [.notFound, .forbidden, .preconditionFailed, .invalidState, .leaseLost])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        var edit = try TaskEdit(
            of: input.taskID, ifMatch: input.ifMatch, .demanded(input.generation), by: actor, in: tx)
        try edit.check(.progress(input.percent))
        edit.take(.progress(input.percent), context: context(input), remark: input.note, at: tx.now)
        return try edit.save(in: tx)
    }

    private static func context(_ input: Input) -> JSONObject {
        var context: JSONObject = ["percent": input.percent.json]
        if let note = input.note { context["note"] = note.json }
        return context
    }
}
