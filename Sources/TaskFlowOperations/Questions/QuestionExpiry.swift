package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Ends questions whose time is over. Any number of servers may do so at once.
package enum QuestionExpiry {
    /// How many questions one unit of work ends.
    private static let batch = 100

    /// In how long the next question's time is over, zero or less where one is; `nil` where none has an end.
    package static func next(in tx: borrowing Transaction) throws(TaskFlowError) -> Duration? {
        let end = try tx.value(
            "SELECT min(expires_at) FROM questions WHERE status = 'open' AND expires_at IS NOT NULL",
            as: Timestamp?.self)
        return (end ?? nil).map { .milliseconds($0.milliseconds - tx.now.milliseconds) }
    }

    /// Ends the questions whose time is over, in every tenant.
    ///
    /// - Returns: Whether there may be more.
    package static func sweep(in tx: borrowing Transaction) throws(TaskFlowError) -> Bool {
        let over = try tx.all(
            """
            SELECT \(Question.columns), questions.tenant_id FROM questions WHERE questions.status = 'open' \
            AND questions.expires_at <= \(tx.now) ORDER BY questions.expires_at LIMIT \(batch)
            """
        ) { row in
            Question.schema.read(row).flatMap { question in
                TenantID.read(row, Question.schema.columnCount).map { (question: question, tenant: $0) }
            }
        }
        // In the order of their tasks, which are locked one by one.
        for (question, tenant) in over.sorted(by: { $0.question.taskID.rawValue < $1.question.taskID.rawValue }) {
            try end(question, of: tenant, in: tx)
        }
        return over.count == batch
    }

    private static func end(
        _ question: Question, of tenant: TenantID, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let system = Actor.system(tenant: tenant, requestID: "question-\(question.id)")
        do throws(TaskFlowError) {
            let edit = try TaskEdit(of: question.taskID, ifMatch: nil, by: system, in: tx)
            _ = try QuestionEnding(status: .expired, action: .questionExpired).write(question.id, of: edit, in: tx)
        } catch {
            // Deleted meanwhile, and the question closed with it. One that was not would keep the job awake for ever.
            guard error.code == .notFound else { throw error }
            try tx.execute(
                "UPDATE questions SET status = 'closed' WHERE id = \(question.id) AND status = 'open'")
        }
    }
}
