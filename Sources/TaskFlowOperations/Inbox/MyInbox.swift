package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// What waits for the caller, the most urgent first.
package enum MyInbox: Query {
    package struct Input: Described {
        let limit: PageLimit
        let cursor: Cursor?
        let total: Bool
        let all: Bool

        package static let schema = Schema(
            Input.init,
            Field("limit", \.limit, in: .query, default: .standard, "How many items to answer at most"),
            Field("cursor", \.cursor, in: .query, "Where to go on, as a page's Link said"),
            Field("total", \.total, in: .query, default: false, "Whether to count the whole inbox (X-Total-Count)"),
            Field("all", \.all, in: .query, default: false, "Of admins: what waits for anybody in the whole tenant"))
    }

    package static let spec = Spec(
        name: "my_inbox", verb: Verb("inbox", example: "inbox"),
        agent: AgentFace(
            "my_inbox", title: "What waits for you",
            whenToUse: """
                What waits for you: questions to answer (answer_question), work to review (approve_task, reject_task), your \
                overdue tasks, mentions. Look when you begin, and when you have nothing to do.
                """, hidden: ["total", "all"],
            words: ["limit": "Rows at most", "cursor": "next_cursor of the page before"]),
        route: .get("/api/inbox"), scope: .tasksRead, summary: "List what waits for you",
        details: """
            Questions to you, work that you may review, dead letters and blocked tasks that you answer for, your overdue \
            tasks, mentions: in that order, and within each the most urgent or the longest waiting first. An admin sees the \
            reviews of its own projects and of tasks without one; with `all` questions, reviews and blocked tasks of the \
            whole tenant.
            """, errors: [.forbidden])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<InboxItem> {
        guard !input.all || actor.isAdmin else { throw .forbidden("Only an admin sees what waits for others") }
        let inbox = try Inbox(of: actor, isTenants: input.all, in: tx)
        var page = try inbox.page(input.limit, input.cursor, in: tx)
        if input.total { page.info.total = try inbox.count(in: tx) }
        return page
    }
}
