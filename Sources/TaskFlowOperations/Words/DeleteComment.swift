package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Takes a comment's text away. Its place remains.
package enum DeleteComment: Command {
    package struct Input: Described {
        let id: CommentID

        package static let schema = Schema(
            Input.init, Field("comment_id", \.id, in: .path, "The comment's number"))
    }

    package static let spec = Spec(
        name: "delete_comment", verb: Verb("comment delete", "comment_id", example: "comment delete 1"),
        route: .delete("/api/comments/{comment_id}"), scope: .tasksWrite, success: .noContent,
        summary: "Delete a comment",
        details: "Its author alone. The text is gone for good, and with it the mentions that nobody has read yet.",
        errors: [.notFound, .forbidden])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NoContent {
        let found = try CommentEdit.find(input.id, by: actor, in: tx)
        if found.comment.deletedAt != nil { return NoContent() }
        try tx.execute("UPDATE comments SET text = NULL, deleted_at = \(tx.now) WHERE id = \(input.id)")
        try tx.execute("DELETE FROM mentions WHERE comment_id = \(input.id)")
        try tx.execute("UPDATE tasks SET comments = comments - 1 WHERE id = \(found.comment.taskID)")
        try found.record(.commentDeleted, in: tx)
        return NoContent()
    }
}
