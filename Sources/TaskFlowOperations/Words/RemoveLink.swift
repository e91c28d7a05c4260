package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Removes a link from a task.
package enum RemoveLink: Command {
    package struct Input: Described {
        let taskID: TaskID
        let id: LinkID

        package static let schema = Schema(
            Input.init, Field.taskID(\.taskID), Field("link_id", \.id, in: .path, "The link's number"))
    }

    package static let spec = Spec(
        name: "remove_link", verb: Verb("unlink", "task_id", "link_id", example: "unlink 1 1"),
        route: .delete("/api/tasks/{task_id}/links/{link_id}"), scope: .tasksWrite, success: .noContent,
        summary: "Remove a link from a task", errors: [.notFound, .forbidden])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NoContent {
        let edit = try TaskEdit(of: input.taskID, ifMatch: nil, by: actor, in: tx)
        try edit.checkWord()
        let link = try tx.first(
            "DELETE FROM task_links WHERE task_id = \(input.taskID) AND id = \(input.id) RETURNING \(TaskLink.columns)",
            TaskLink.schema.read)
        guard let link else { throw .notFound("Link") }
        try Leases.renew(byWordOf: actor, on: edit.loaded, in: tx)
        try tx.record(.linkRemoved, edit.loaded.task, context: link.context, by: actor)
        return NoContent()
    }
}
