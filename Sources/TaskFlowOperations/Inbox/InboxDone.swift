package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Takes a mention out of the caller's inbox. All other items end by themselves, when what they ask for is done.
package enum InboxDone: Command {
    package struct Input: Described {
        let id: InboxItemID

        package static let schema = Schema(
            Input.init, Field("item_id", \.id, in: .path, "The item's id"))
    }

    package static let spec = Spec(
        name: "inbox_done", verb: Verb("inbox done", "item_id", example: "inbox done m1"),
        route: .post("/api/inbox/{item_id}/done"), scope: .tasksWrite, success: .noContent,
        summary: "Take a mention out of your inbox",
        details: "Mentions alone: 409 for other items, which end when what they ask for is done.",
        errors: [.notFound, .conflict])

    /// Nothing of the task changes, and only whoever calls sees it: no audit row is written.
    package static let takesKey = false

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NoContent {
        guard let (kind, number) = input.id.parts else { throw .notFound("Item") }
        guard kind == .mention else {
            throw TaskFlowError(.conflict, "This item ends by itself when what it asks for is done: \(remedy(kind))")
        }
        let done = try tx.execute(
            """
            UPDATE mentions SET done_at = coalesce(done_at, \(tx.now)) WHERE id = \(number) \
            AND tenant_id = \(actor.tenant) AND worker_id = \(actor.workerID)
            """)
        guard done == 1 else { throw .notFound("Item") }
        return NoContent()
    }

    private static func remedy(_ kind: InboxKind) -> String {
        switch kind {
        case .question: "answer the question"
        case .review: "approve or reject the task"
        case .deadLetter, .blocked: "unblock the task"
        case .overdue, .mention: "complete the task or give it another date"
        }
    }
}
