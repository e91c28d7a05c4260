package import TaskFlowDomain
internal import TaskFlowSchema

/// What is stored of questions and comments beside their rows, looked at anew: what `doctor` and the tests compare with what is there.
package enum TaskWords {
    /// What does not fit together, a sentence each; ten at most of each kind.
    package static func faults(in tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        try tx.all(counters) { row in
            "task \(row.integer(0)) counts \(row.integer(1)) open questions, and has \(row.integer(2))"
        } + tx.all(parked) { row in "task \(row.integer(0)) waits for an answer, and no question is open" }
            + tx.all(comments) { row in
                "task \(row.integer(0)) counts \(row.integer(1)) comments, and has \(row.integer(2))"
            } + tx.all(left) { row in "question \(row.integer(0)) is open, and its task is completed or gone" }
    }

    private static let counters: SQL = """
        SELECT tasks.id, tasks.open_questions, coalesce(open.times, 0) FROM tasks LEFT JOIN (SELECT task_id, count(*) AS times \
        FROM questions WHERE status = 'open' GROUP BY task_id) AS open ON open.task_id = tasks.id \
        WHERE tasks.open_questions <> coalesce(open.times, 0) ORDER BY tasks.id LIMIT 10
        """

    private static let parked: SQL = """
        SELECT tasks.id FROM tasks WHERE tasks.blocked_kind = 'question' AND NOT EXISTS (SELECT 1 FROM questions \
        WHERE questions.task_id = tasks.id AND questions.status = 'open' AND questions.blocking = \(true)) \
        ORDER BY tasks.id LIMIT 10
        """

    private static let comments: SQL = """
        SELECT tasks.id, tasks.comments, coalesce(said.times, 0) FROM tasks LEFT JOIN (SELECT task_id, count(*) AS times \
        FROM comments WHERE deleted_at IS NULL GROUP BY task_id) AS said ON said.task_id = tasks.id \
        WHERE tasks.comments <> coalesce(said.times, 0) ORDER BY tasks.id LIMIT 10
        """

    private static let left: SQL = """
        SELECT questions.id FROM questions LEFT JOIN tasks ON tasks.id = questions.task_id WHERE questions.status = 'open' \
        AND (tasks.id IS NULL OR tasks.status = 'completed') ORDER BY questions.id LIMIT 10
        """
}
