package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Questions, the newest first.
package enum ListQuestions: Query {
    package struct Input: Described {
        let status: QuestionStatus?
        let to: WorkerReference?
        let taskID: TaskID?
        let kind: QuestionKind?
        let page: PageRequest

        package static let schema = Schema(
            Input.init,
            Field("status", \.status, in: .query, "Only those that are open, or ended in this way"),
            Field("to", \.to, in: .query, "Id or handle of whom they are put to; `me` for the caller"),
            Field("task_id", \.taskID, in: .query, "Only those about this task"),
            Field("kind", \.kind, in: .query, "Only those that ask for this kind of answer"),
            Field(group: \.page))
    }

    package static let spec = Spec(
        name: "list_questions",
        verb: Verb("questions", flags: ["task": "task_id"], example: "questions --status open --to me"),
        route: .get("/api/questions"), scope: .tasksRead, summary: "List questions", details: "Newest first.")

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<Question> {
        try FilterReference.demand(input.to, at: "to", for: actor, in: tx)
        try FilterReference.demand(input.taskID, at: "task_id", for: actor, in: tx)
        let listing = Listing(
            columns: Question.columns, width: Question.schema.columnCount,
            source: "questions" + tx.dialect.indexed(by: index(input)), conditions: conditions(input, actor),
            order: ListOrder(id: "questions.id", descending: true), read: Question.schema.read)
        return try listing.page(input.page, in: tx)
    }

    private static func index(_ input: Input) -> StaticString {
        if input.taskID != nil { return "questions_by_task" }
        return input.to != nil && input.status == .open ? "questions_open_to" : "questions_by_tenant"
    }

    private static func conditions(_ input: Input, _ actor: Actor) -> [SQL] {
        var all: [SQL] = ["questions.tenant_id = \(actor.tenant)", QuestionRecord.isVisible(to: actor)]
        // Said in words: the planner uses the index of open ones only where it reads this.
        if let status = input.status {
            all.append(status == .open ? "questions.status = 'open'" : "questions.status = \(status)")
        }
        if let to = input.to { all.append("questions.addressee = " + FilterReference.id(of: to, for: actor)) }
        if let task = input.taskID { all.append("questions.task_id = \(task)") }
        if let kind = input.kind { all.append("questions.kind = \(kind)") }
        return all
    }
}
