internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Follows a change of a task with its open questions, before the task's row is written.
struct QuestionFollowing {
    let before: TaskItem
    let after: TaskItem

    /// - Returns: Questions that have ended with it, whose rows are to be recorded.
    func follow(in tx: borrowing Transaction) throws(TaskFlowError) -> [Question] {
        if before.openQuestions == 0 { return [] }
        if after.status == .completed {
            let ended = try Self.close([before.id], in: tx)
            try tx.execute("UPDATE tasks SET open_questions = 0 WHERE id = \(before.id)")
            return ended
        }
        // Somebody went on by hand: whoever answers later tells, and changes nothing of the task.
        if before.blockedKind == .question, after.status != .blocked {
            try tx.execute(
                "UPDATE questions SET blocking = \(false) WHERE task_id = \(before.id) AND status = 'open' AND blocking = \(true)"
            )
        }
        return []
    }

    /// Ends the open questions of tasks that are to be deleted.
    static func close(
        of tasks: [StoredTask], in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [TaskID: [Question]] {
        var ended: [TaskID: [Question]] = [:]
        let asked = tasks.filter { $0.item.openQuestions > 0 }.map(\.item.id)
        for piece in asked.chunks(of: 10_000) {
            for question in try close(Array(piece), in: tx) { ended[question.taskID, default: []].append(question) }
        }
        return ended
    }

    private static func close(_ tasks: [TaskID], in tx: borrowing Transaction) throws(TaskFlowError) -> [Question] {
        try tx.all(
            """
            UPDATE questions SET status = 'closed' WHERE task_id IN \(list: tasks) AND status = 'open' \
            RETURNING \(Question.columns)
            """, Question.schema.read
        ).sorted { $0.id.rawValue < $1.id.rawValue }
    }
}
