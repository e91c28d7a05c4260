package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Says something about a task. Nothing of the task changes but the count of its comments.
package enum AddComment: Command {
    package struct Input: Described {
        let taskID: TaskID
        let text: CommentText

        package static let schemaName = "NewComment"
        package static let schema = Schema(
            Input.init, Field.taskID(\.taskID), Field("text", \.text, "What you have to say, in Markdown"))
    }

    package static let spec = Spec(
        name: "add_comment", verb: Verb("comment", "task_id", "text", example: "comment 1 \"The sums are right now\""),
        agent: AgentFace(
            "comment_task", title: "Comment on a task",
            whenToUse: """
                Say something about a task that others should read: what you found, what you decided. @handle puts it into \
                that worker's inbox, and starts nothing. To get an answer use ask_question.
                """),
        route: .post("/api/tasks/{task_id}/comments"), scope: .tasksWrite, success: .created,
        summary: "Comment on a task",
        details: """
            `@handle`, outside of code, puts a mention into the inbox of that worker, where the worker sees the task; with a comment \
            of theirs on the task it is done. The task keeps its version.
            """,
        errors: [.notFound, .forbidden])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskComment {
        try input.text.requireWords()
        let edit = try TaskEdit(of: input.taskID, ifMatch: nil, by: actor, in: tx)
        try edit.checkWord()
        let comment = try tx.first(
            """
            INSERT INTO comments (tenant_id, task_id, author_id, author_type, created_at, text) VALUES (\(actor.tenant), \
            \(input.taskID), \(actor.workerID), \(actor.type), \(tx.now), \(input.text)) RETURNING \(TaskComment.columns)
            """, TaskComment.schema.read)
        guard let comment else { throw .internal("INSERT INTO comments returned no row") }
        try tx.execute("UPDATE tasks SET comments = comments + 1 WHERE id = \(input.taskID)")
        try Leases.renew(byWordOf: actor, on: edit.loaded, in: tx)
        try Mentions.end(on: input.taskID, of: actor, in: tx)
        let mentioned = try Mentions.add(by: comment, on: edit.loaded, actor, in: tx)
        try tx.record(.commented, edit.loaded.task, context: comment.context(mentioned), by: actor)
        return comment
    }
}

extension CommentText {
    /// Refuses a text in which nothing is said: 422.
    func requireWords() throws(TaskFlowError) {
        if rawValue.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) { return }
        throw .invalid("must not be blank", at: [.name("body"), .name("text")], input: json)
    }
}

extension TaskComment {
    /// What the audit log tells of it: not the text, which its author may take back.
    func context(_ mentioned: [WorkerID] = []) -> JSONObject {
        var context: JSONObject = ["comment_id": id.json]
        if !mentioned.isEmpty { context["mentions"] = .array(mentioned.map(\.json)) }
        return context
    }
}
