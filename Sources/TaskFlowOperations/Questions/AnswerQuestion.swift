package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Answers a question, once. A task that waited for it alone goes on.
package enum AnswerQuestion: Command {
    package struct Input: Described {
        let id: QuestionID
        let text: Prompt?
        let choice: QuestionOption?
        let approved: Bool?

        package static let schemaName = "NewAnswer"
        package static let schema = Schema(
            Input.init,
            Field("question_id", \.id, in: .path, "The question's number"),
            Field("text", \.text, "The answer in words; with an approval, why"),
            Field("choice", \.choice, "Of a choice: the option, as it is written there"),
            Field("approved", \.approved, "Of an approval: yes or no"))
    }

    package static let spec = Spec(
        name: "answer_question",
        verb: Verb("answer", "question_id", "text", example: "answer 1 \"The one in the contract\""),
        agent: AgentFace(
            "answer_question", title: "Answer a question",
            whenToUse: """
                Answer a question that was put to you, by text, choice or approved as its kind wants it. my_inbox lists them.
                """),
        route: .post("/api/questions/{question_id}/answer"), scope: .tasksWrite, summary: "Answer a question",
        details: """
            Whoever is asked, the person who answers for the task, the project's owners and admins; an agent only where it is \
            asked itself. A question is answered once. An approval is refused when the work has changed since it was asked.
            """,
        errors: [.notFound, .forbidden, .alreadyAnswered, .questionClosed, .approvalStale])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Question {
        let record = try QuestionRecord.find(input.id, for: actor, in: tx)
        let question = record.question
        try record.checkAnswer(by: actor)
        let answer = try answer(input, to: question)
        guard question.status == .open else {
            if question.answer == answer, question.answeredBy == actor.workerID { return question }
            throw question.refusal
        }
        if answer.approved == true { try record.checkRevision() }
        let edit = try TaskEdit(of: question.taskID, ifMatch: nil, by: actor, in: tx)
        let ending = QuestionEnding(
            status: .answered, action: .answered,
            columns: """
                , answer_text = \(answer.text), answer_choice = \(answer.choice), answer_approved = \(answer.approved), \
                answered_by = \(actor.workerID), answered_at = \(tx.now)
                """, context: ["answer": answer.json, "asked_by": question.askedBy.json])
        guard let answered = try ending.write(question.id, of: edit, in: tx) else {
            throw TaskFlowError(.conflict, "Question \(question.id) changed meanwhile: try again")
        }
        return answered
    }

    /// The answer in the form that the question's kind wants.
    ///
    /// - Throws: 422 at the member that is missing or does not belong to it.
    private static func answer(_ input: Input, to question: Question) throws(TaskFlowError) -> QuestionAnswer {
        var issues: [ValidationIssue] = []
        func add(_ member: String, _ message: String, _ value: JSON) {
            issues.append(.value(message, at: [.name("body"), .name(member)], input: value))
        }
        switch question.kind {
        case .question where input.text == nil: add("text", "this question wants an answer in words", .null)
        case .approval where input.approved == nil: add("approved", "this question wants yes or no", .null)
        case .choice where !question.options.all.contains { $0 == input.choice }:
            let options = question.options.all.map { "'\($0)'" }.joined(separator: ", ")
            add("choice", "this question wants one of \(options)", input.choice.json)
        default: break
        }
        if question.kind != .choice, let choice = input.choice {
            add("choice", "this question has no options", choice.json)
        }
        if question.kind != .approval, let approved = input.approved {
            add("approved", "this question does not ask for approval", .bool(approved))
        }
        if !issues.isEmpty { throw .invalid(issues) }
        return QuestionAnswer(text: input.text, choice: input.choice, approved: input.approved)
    }
}
