internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The end of an open question, with its audit row, which is the news for whoever asked. A task that waits for no other question
/// goes on; whose lease it was has it anew.
struct QuestionEnding {
    let status: QuestionStatus
    /// How the audit log calls it.
    let action: AuditAction
    /// What is written beside the status: `, column = value`.
    var columns: SQL = ""
    /// What the audit log tells beside the question's number.
    var context: JSONObject = [:]

    /// - Returns: The question as it is now; `nil` where it was open no longer.
    func write(_ id: QuestionID, of edit: TaskEdit, in tx: borrowing Transaction) throws(TaskFlowError) -> Question? {
        let ended = try tx.first(
            """
            UPDATE questions SET status = \(status)\(columns) WHERE id = \(id) AND status = 'open' \
            RETURNING \(Question.columns)
            """, Question.schema.read)
        guard let ended else { return nil }
        try tx.execute("UPDATE tasks SET open_questions = open_questions - 1 WHERE id = \(ended.taskID)")
        var all = ended.context
        for (name, value) in context.members { all[name] = value }
        if try mayGoOn(edit.task, after: ended, in: tx) {
            var edit = edit
            edit.take(.goOn(action), context: all, at: tx.now)
            _ = try edit.save(in: tx)
        } else {
            try tx.record(action, edit.loaded.task, context: all, by: edit.actor)
        }
        return ended
    }

    private func mayGoOn(
        _ task: TaskItem, after question: Question, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Bool {
        guard question.blocking, task.blockedKind == .question else { return false }
        let other = try tx.value(
            "SELECT id FROM questions WHERE task_id = \(task.id) AND status = 'open' AND blocking = \(true) LIMIT 1",
            as: QuestionID.self)
        return other == nil
    }
}
