package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// One question, as it now stands.
package enum GetQuestion: Query {
    package static let spec = Spec(
        name: "get_question", verb: Verb("question", "question_id", example: "question 1"),
        route: .get("/api/questions/{question_id}"), scope: .tasksRead, summary: "Get a question",
        details: "It is seen by whoever sees its task, also when that is gone.", errors: [.notFound])

    package static func run(
        _ input: QuestionInPath, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Question {
        let conditions: [SQL] = [
            "questions.id = \(input.id)", "questions.tenant_id = \(actor.tenant)", QuestionRecord.isVisible(to: actor),
        ]
        let question = try tx.first(
            "SELECT \(Question.columns) FROM questions WHERE \(SQL.joined(conditions))", Question.schema.read)
        guard let question else { throw .notFound("Question") }
        return question
    }
}

/// The input of operations that need to know the question and no more.
package struct QuestionInPath: Described {
    let id: QuestionID

    package static let schema = Schema(
        QuestionInPath.init, Field("question_id", \.id, in: .path, "The question's number"))
}
