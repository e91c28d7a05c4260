package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Takes a question back. A task that waited for it alone goes on.
package enum WithdrawQuestion: Command {
    package static let spec = Spec(
        name: "withdraw_question", verb: Verb("withdraw", "question_id", example: "withdraw 1"),
        route: .post("/api/questions/{question_id}/withdraw"), scope: .tasksWrite, summary: "Withdraw a question",
        details: "Whoever asked, or an admin. Withdrawn again, it stays as it is.",
        errors: [.notFound, .forbidden, .alreadyAnswered, .questionClosed])

    package static func run(
        _ input: QuestionInPath, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Question {
        let record = try QuestionRecord.find(input.id, for: actor, in: tx)
        let question = record.question
        try record.checkWithdrawal(by: actor)
        if question.status == .withdrawn { return question }
        guard question.status == .open else { throw question.refusal }
        let edit = try TaskEdit(of: question.taskID, ifMatch: nil, by: actor, in: tx)
        let ending = QuestionEnding(status: .withdrawn, action: .withdrawn)
        guard let withdrawn = try ending.write(question.id, of: edit, in: tx) else {
            throw TaskFlowError(.conflict, "Question \(question.id) changed meanwhile: try again")
        }
        return withdrawn
    }
}
