internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A question that the actor may see, with what decides over it as it now stands.
struct QuestionRecord {
    let question: Question
    /// The actor's role in the task's project.
    private let role: ProjectRole?
    /// The person who answers for the task; `nil` also where it is gone.
    private let accountable: WorkerID?
    /// Which state the work is in now; `nil` where the task is gone.
    private let revision: Int?

    /// Finds a question and holds its task, where that is still there, before it looks: what it says stands until the end.
    ///
    /// - Throws: 404 for one that the actor may not see: it is seen by whoever sees its task.
    static func find(_ id: QuestionID, for actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError)
        -> QuestionRecord
    {
        try tx.hold(
            "SELECT 1 FROM tasks WHERE id = (SELECT task_id FROM questions WHERE id = \(id) AND tenant_id = \(actor.tenant))",
            .changing, of: "tasks")
        let conditions: [SQL] = [
            "questions.id = \(id)", "questions.tenant_id = \(actor.tenant)", Self.isVisible(to: actor),
        ]
        let record = try tx.first(
            """
            SELECT \(Question.columns), (SELECT role FROM project_members WHERE project_id = questions.project_id \
            AND worker_id = \(actor.workerID)), tasks.accountable_id, tasks.revision FROM questions \
            LEFT JOIN tasks ON tasks.id = questions.task_id WHERE \(SQL.joined(conditions))
            """, QuestionRecord.init)
        guard let record else { throw .notFound("Question") }
        return record
    }

    /// The condition on a row of `questions`; empty for admins.
    static func isVisible(to actor: Actor) -> SQL {
        if actor.isAdmin { return "" }
        return """
            (questions.project_id IS NULL OR questions.project_id IN (SELECT project_members.project_id \
            FROM project_members WHERE project_members.tenant_id = \(actor.tenant) \
            AND project_members.worker_id = \(actor.workerID)))
            """
    }

    private init?(_ row: any ColumnReader) {
        let width = Question.schema.columnCount
        guard let question = Question.schema.read(row), let role = ProjectRole?.read(row, width),
            let accountable = WorkerID?.read(row, width + 1), let revision = Int?.read(row, width + 2)
        else { return nil }
        (self.question, self.role, self.accountable, self.revision) = (question, role, accountable, revision)
    }

    /// Refuses whoever may not answer: 403. An agent answers what it is asked itself, and nothing else.
    func checkAnswer(by actor: Actor) throws(TaskFlowError) {
        if question.to == actor.workerID { return }
        guard actor.type != .agent else {
            throw .forbidden("Agents answer what they are asked themselves: this is for \(addressee)")
        }
        guard actor.isAdmin || accountable == actor.workerID || role == .owner else {
            throw .forbidden(
                "Only \(addressee), the person who answers for the task, the project's owner or an admin may answer")
        }
    }

    /// Refuses whoever may not withdraw: 403.
    func checkWithdrawal(by actor: Actor) throws(TaskFlowError) {
        guard question.askedBy == actor.workerID || actor.isAdmin else {
            throw .forbidden("Only \(question.askedBy), who asked, or an admin may withdraw this")
        }
    }

    private var addressee: String { question.to?.rawValue ?? "the person who answers for the task" }

    /// Refuses an approval of work that is no longer what it was when it was asked for: 409.
    func checkRevision() throws(TaskFlowError) {
        guard let revision, revision != question.revision else { return }
        throw TaskFlowError(
            .approvalStale,
            "Task \(question.taskID) has changed since \(question.askedBy) asked: say no, or have it asked anew")
    }
}

extension Question {
    /// What is selected for ``schema``.
    static let columns = SQL.columns(of: Question.schema, in: "questions")

    /// What the audit log tells of a question's end.
    var context: JSONObject { ["question_id": id.json] }

    /// The refusal of whoever comes after its end: 409 that says how it ended.
    var refusal: TaskFlowError {
        guard status == .answered, let answer else {
            return TaskFlowError(.questionClosed, "Question \(id) was \(status.rawValue), and takes no answer")
        }
        let who = answeredBy.map { " by \($0)" } ?? ""
        return TaskFlowError(.alreadyAnswered, "Question \(id) was answered\(who) already: \(answer.words.prefix(200))")
    }
}
