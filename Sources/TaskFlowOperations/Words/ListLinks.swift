package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// A task's links, oldest first.
package enum ListLinks: Query {
    package static let spec = Spec(
        name: "list_links", verb: Verb("links", "task_id", example: "links 1"),
        route: .get("/api/tasks/{task_id}/links"), scope: .tasksRead, summary: "List a task's links",
        details: "Oldest first.", errors: [.notFound])

    package static func run(
        _ input: TaskPageInput, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<TaskLink> {
        _ = try LoadedTask.find(input.taskID, for: actor, .showing, in: tx)
        // A hundred at most: the few are sorted as they are.
        let listing = Listing(
            columns: TaskLink.columns, width: TaskLink.schema.columnCount, source: "task_links",
            conditions: ["task_links.task_id = \(input.taskID)"],
            order: ListOrder(id: "task_links.id", descending: false), read: TaskLink.schema.read)
        return try listing.page(input.page, in: tx)
    }
}

extension TaskLink: CommandOutput {
    package var pathInputs: [PathInput] { [("task_id", "\(taskID)"), ("link_id", "\(id)")] }

    /// What is selected for ``schema``.
    static let columns = SQL.columns(of: TaskLink.schema, in: "task_links")
}
