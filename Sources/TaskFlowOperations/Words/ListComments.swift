package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// What was said about a task, oldest first.
package enum ListComments: Query {
    package static let spec = Spec(
        name: "list_comments", verb: Verb("comments", "task_id", example: "comments 1"),
        route: .get("/api/tasks/{task_id}/comments"), scope: .tasksRead, summary: "List a task's comments",
        details: "Oldest first. Of a deleted one the place remains, without its text.", errors: [.notFound])

    package static func run(
        _ input: TaskPageInput, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<TaskComment> {
        _ = try LoadedTask.find(input.taskID, for: actor, .showing, in: tx)
        let listing = Listing(
            columns: TaskComment.columns, width: TaskComment.schema.columnCount, source: "comments",
            conditions: ["comments.task_id = \(input.taskID)"], order: ListOrder(id: "comments.id", descending: false),
            read: TaskComment.schema.read)
        return try listing.page(input.page, in: tx)
    }
}

extension TaskComment: CommandOutput {
    package var byteCount: Int { text?.rawValue.utf8.count ?? 0 }
    package var pathInputs: [PathInput] { [("comment_id", "\(id)")] }

    /// What is selected for ``schema``.
    static let columns = SQL.columns(of: TaskComment.schema, in: "comments")
}
