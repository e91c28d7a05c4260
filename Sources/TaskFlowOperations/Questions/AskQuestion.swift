package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Asks somebody about a task; unless the caller says otherwise the task waits for the answer.
package enum AskQuestion: Command {
    package struct Input: Described {
        let taskID: TaskID
        let kind: QuestionKind
        let prompt: Prompt
        let options: QuestionOptions
        let to: WorkerReference?
        let blocking: Bool
        let subject: Subject?
        let expiresAt: Timestamp?
        let generation: LeaseGeneration?

        package static let schemaName = "NewQuestion"
        package static let schema = Schema(
            Input.init,
            Field.taskID(\.taskID),
            Field("kind", \.kind, default: .question, "What kind of answer it asks for"),
            Field("prompt", \.prompt, "What you want to know"),
            Field("options", \.options, default: QuestionOptions([]), "Of a choice: 2 to 20 answers to choose from"),
            Field("to", \.to, "Id or handle of whom you ask; else the person who answers for the task"),
            Field("blocking", \.blocking, default: true, "Whether the task waits for the answer"),
            Field("subject", \.subject, "What exactly is to be approved, such as a commit"),
            Field("expires_at", \.expiresAt, "When it ends unanswered, within 30 days; never unless you say"),
            Field.generation(\.generation))
    }

    package static let spec = Spec(
        name: "ask",
        verb: Verb(
            "ask", "task_id", "prompt", flags: ["option": "options"], example: "ask 1 \"Which address is right?\""),
        agent: AgentFace(
            "ask_question", title: "Ask a question",
            whenToUse: """
                Ask a person (or, with to, an agent) what you cannot decide. The task is blocked until the answer, and \
                frees you for other work; with blocking=false you go on. The answer comes by wait_for_changes and get_task.
                """, words: ["to": "Id or handle; else the person who answers for the task"]),
        route: .post("/api/tasks/{task_id}/questions"), scope: .tasksWrite, success: .created,
        addressedBy: GetQuestion.self, summary: "Ask about a task",
        details: """
            A blocking question moves a pending task, or one in progress, to blocked; when the last one has ended, however that \
            is, the task goes on where it was. The caller's lease ends meanwhile, and begins anew then.
            """,
        errors: [.notFound, .forbidden, .invalidState, .leaseLost, .tooLarge])

    /// How many questions about a task may be open at once.
    private static let limit = 100
    /// How far off the end may be, in milliseconds.
    private static let longest = 30 * 86_400_000

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Question {
        try check(input, at: tx.now)
        if let to = input.to { try TaskLocks.keepAssignee(to, ofTask: input.taskID, by: actor, in: tx) }
        var edit = try TaskEdit(of: input.taskID, ifMatch: nil, .demanded(input.generation), by: actor, in: tx)
        let addressee = try Addressee.find(input.to, for: edit, in: tx)
        let parks = try parks(input, edit)
        let question = try insert(input, addressee, edit.loaded, by: actor, in: tx)
        if parks {
            edit.take(.ask, context: context(of: question), remark: question.remark, at: tx.now)
            _ = try edit.save(in: tx)
        } else {
            _ = try edit.save(in: tx)
            try Leases.renew(byWordOf: actor, on: edit.loaded, in: tx)
            try tx.record(.asked, edit.loaded.task, context: context(of: question), by: actor)
        }
        return question
    }

    /// Refuses what belongs to another kind of question, and a time that is past or far off: 422.
    private static func check(_ input: Input, at now: Timestamp) throws(TaskFlowError) {
        var issues: [ValidationIssue] = []
        func add(_ member: String, _ message: String, _ value: JSON) {
            issues.append(.value(message, at: [.name("body"), .name(member)], input: value))
        }
        if input.kind == .choice, input.options.all.count < 2 {
            add("options", "a choice has at least 2 options", input.options.json)
        }
        if input.kind != .choice, !input.options.all.isEmpty {
            add("options", "only a choice has options: say kind=choice", input.options.json)
        }
        if input.kind != .approval, let subject = input.subject {
            add("subject", "only an approval has a subject: say kind=approval", subject.json)
        }
        if let end = input.expiresAt, end <= now { add("expires_at", "that time is past", end.json) }
        if let end = input.expiresAt, end.milliseconds > now.milliseconds + longest {
            add("expires_at", "a question stays open for 30 days at most", end.json)
        }
        if !issues.isEmpty { throw .invalid(issues) }
    }

    /// Refuses whoever may not ask, and a task that cannot wait.
    ///
    /// - Returns: Whether the task is to wait from now on.
    private static func parks(_ input: Input, _ edit: TaskEdit) throws(TaskFlowError) -> Bool {
        let task = edit.task
        guard task.openQuestions < limit else {
            throw TaskFlowError(.tooLarge, "Task \(task.id) has \(limit) open questions already")
        }
        if input.blocking, task.blockedKind != .question {
            try edit.check(.ask)
            return true
        }
        if input.blocking { try edit.checkAuthority(.ask) }
        try edit.checkWord()
        guard task.status != .completed else {
            throw TaskFlowError(.invalidState, "Task \(task.id) is completed: reopen it before you ask about it")
        }
        return false
    }

    private static func insert(
        _ input: Input, _ addressee: WorkerID?, _ loaded: LoadedTask, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Question {
        let task = loaded.task
        let question = try tx.first(
            """
            INSERT INTO questions (tenant_id, task_id, project_id, project_slug, kind, prompt, options, addressee, \
            asked_by, blocking, status, subject, revision, expires_at, created_at) VALUES (\(actor.tenant), \
            \(task.item.id), \(task.projectID), \(task.item.projectSlug), \(input.kind), \(input.prompt), \
            \(input.options), \(addressee), \(actor.workerID), \(input.blocking), 'open', \(input.subject), \
            (SELECT revision FROM tasks WHERE id = \(task.item.id)), \(input.expiresAt), \(tx.now)) \
            RETURNING \(Question.columns)
            """, Question.schema.read)
        guard let question else { throw .internal("INSERT INTO questions returned no row") }
        try tx.execute("UPDATE tasks SET open_questions = open_questions + 1 WHERE id = \(task.item.id)")
        return question
    }

    private static func context(of question: Question) -> JSONObject {
        var context = question.context
        context["kind"] = question.kind.json
        context["to"] = question.to.json
        context["blocking"] = .bool(question.blocking)
        context["prompt"] = question.remark.json
        return context
    }
}

/// Whom a question is put to.
private enum Addressee {
    /// The worker who is named, or else who answers for the task; `nil` where nobody does.
    ///
    /// - Throws: 422 at `to` for somebody who is not there, does not see the task, or asks.
    static func find(
        _ reference: WorkerReference?, for edit: TaskEdit, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> WorkerID? {
        let location: [ValidationIssue.Step] = [.name("body"), .name("to")]
        guard let reference else {
            guard edit.task.accountableID != edit.actor.workerID else {
                throw .invalid("you answer for the task yourself: say whom you ask", at: location, input: .null)
            }
            return edit.task.accountableID
        }
        guard let worker = try WorkerRecord.find(reference, for: edit.actor, in: tx) else {
            throw .invalid("worker '\(reference)' not found", at: location, input: reference.json)
        }
        guard worker.id != edit.actor.workerID else {
            throw .invalid("you cannot ask yourself", at: location, input: reference.json)
        }
        guard let project = edit.loaded.place, worker.role != .admin else { return worker.id }
        let member = try tx.value(
            "SELECT 1 FROM project_members WHERE project_id = \(project.id) AND worker_id = \(worker.id)", as: Int.self)
        guard member != nil else {
            throw .invalid("worker '\(reference)' does not see the task", at: location, input: reference.json)
        }
        return worker.id
    }
}

extension Question: CommandOutput {
    package var byteCount: Int { prompt.rawValue.utf8.count + (answer?.text?.rawValue.utf8.count ?? 0) }
    package var pathInputs: [PathInput] { [("question_id", "\(id)")] }

    /// The prompt as a remark: what does not fit is cut.
    var remark: Note {
        let scalars = prompt.rawValue.unicodeScalars
        if scalars.count <= 2_000 { return Note(trusted: prompt.rawValue) }
        return Note(trusted: String(String.UnicodeScalarView(scalars.prefix(1_999))) + "…")
    }
}
