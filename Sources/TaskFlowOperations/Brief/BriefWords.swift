package import TaskFlowDomain
package import TaskFlowSchema
internal import TaskFlowStorage

/// Something that was said about a task: a comment, or a remark that was given with a step.
package struct BriefWord: Described {
    package let at: Timestamp
    package let by: WorkerID?
    package let action: AuditAction
    package let text: String

    package static let schema = Schema(
        BriefWord.init,
        Field("at", \.at, "When"),
        Field("by", \.by, "Id of the worker who said it; null for the server itself"),
        Field("action", \.action, "How it was said: with a comment, or with which step"),
        Field("text", \.text, "What was said; of a long comment its first 2,000 characters"))

    private static let count = 5
    /// Steps that may have words with them.
    private static let actions: [AuditAction] = [
        .commented, .progressed, .submitted, .rejected, .blocked, .released, .leaseExpired, .asked, .answered,
    ]

    /// The last ones on a task, the newest first. Deleted comments say nothing.
    static func last(on task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) -> [BriefWord] {
        var found: [BriefWord] = []
        try tx.each(
            """
            SELECT audit_log.timestamp, audit_log.actor_id, audit_log.actor_type, audit_log.action, audit_log.context, \
            \(TimelineText.ofComment(tx.dialect, isCut: true)) FROM audit_log WHERE audit_log.task_id = \(task) \
            AND audit_log.action IN \(list: actions) ORDER BY audit_log.id DESC LIMIT 50
            """
        ) { row throws(TaskFlowError) in
            if let word = BriefWord(row) { found.append(word) }
            return found.count < count
        }
        return found
    }

    private init(at: Timestamp, by: WorkerID?, action: AuditAction, text: String) {
        (self.at, self.by, self.action, self.text) = (at, by, action, text)
    }

    private init?(_ row: any ColumnReader) {
        guard let at = Timestamp.read(row, 0), let by = WorkerID.read(row, 1), let type = ActorType.read(row, 2),
            let action = AuditAction.read(row, 3), let context = JSONObject.read(row, 4),
            let text = action == .commented ? (row.isNull(5) ? nil : row.text(5)) : TimelineText.said(with: context)
        else { return nil }
        self.init(at: at, by: type == .system ? nil : by, action: action, text: text)
    }
}

/// Questions of a brief.
enum BriefQuestions {
    /// How many that have ended are told of.
    private static let ended = 5

    /// Those that are open, and the last that ended since work began, of which answers are told also when somebody else has begun
    /// anew since.
    static func find(of task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) -> [Question] {
        let open = try tx.all(
            "SELECT \(Question.columns) FROM questions WHERE task_id = \(task) AND status = 'open' ORDER BY id",
            Question.schema.read)
        let others = try tx.all(
            """
            SELECT \(Question.columns) FROM questions WHERE task_id = \(task) AND status IN ('answered', 'withdrawn', 'expired') \
            ORDER BY id DESC LIMIT \(ended)
            """, Question.schema.read)
        return open + others.reversed()
    }
}
