internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What a blocked task waits for, as a sentence: whose answer, or what its holder said.
struct Blockage {
    let text: String
    let since: Timestamp?

    init(of task: TaskItem, in tx: borrowing Transaction) throws(TaskFlowError) {
        let blocked = "Task \(task.id) is blocked"
        switch task.blockedKind {
        case .question:
            let open = try Self.questions(of: task.id, in: tx)
            since = open.first?.since
            text = open.isEmpty ? blocked : "\(blocked): it waits for \(Self.words(open))"
        case .deadLetter:
            since = task.remark?.at
            text = "\(blocked): its lease ended three times without a result"
        case .reason, nil:
            let remark = task.remark?.action == .blocked ? task.remark : nil
            since = remark?.at
            text = remark.map { "\(blocked): \(Self.cut($0.text.rawValue))" } ?? blocked
        }
    }

    /// How many questions are named.
    private static let named = 3
    /// How much of a reason is told, in Unicode scalars.
    private static let longest = 200

    /// The first of those that it waits for, and one more that tells whether there are others.
    private static func questions(
        of task: TaskID, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [OpenQuestion] {
        try tx.all(
            """
            SELECT questions.id, questions.addressee, questions.created_at FROM questions\
            \(tx.dialect.indexed(by: "questions_by_task")) WHERE questions.task_id = \(task) AND questions.status = 'open' \
            AND questions.blocking = \(true) ORDER BY questions.id LIMIT \(named + 1)
            """, OpenQuestion.init)
    }

    private static func words(_ open: [OpenQuestion]) -> String {
        let known = open.prefix(named).map { "\($0.addressee?.rawValue ?? "somebody") to answer question \($0.id)" }
        return known.joined(separator: ", for ") + (open.count > named ? ", and for more" : "")
    }

    private static func cut(_ text: String) -> String {
        let scalars = text.unicodeScalars
        if scalars.count <= longest { return text }
        return String(String.UnicodeScalarView(scalars.prefix(longest - 1))) + "…"
    }
}

private struct OpenQuestion {
    let id: QuestionID
    let addressee: WorkerID?
    let since: Timestamp

    init?(_ row: any ColumnReader) {
        guard let id = QuestionID.read(row, 0), let addressee = WorkerID?.read(row, 1),
            let since = Timestamp.read(row, 2)
        else { return nil }
        (self.id, self.addressee, self.since) = (id, addressee, since)
    }
}
