package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Puts another text in place of a comment's.
package enum EditComment: Command {
    package struct Input: Described {
        let id: CommentID
        let text: CommentText

        package static let schemaName = "CommentPatch"
        package static let schema = Schema(
            Input.init, Field("comment_id", \.id, in: .path, "The comment's number"),
            Field("text", \.text, "What it is to say, in Markdown"))
    }

    package static let spec = Spec(
        name: "edit_comment",
        verb: Verb("comment edit", "comment_id", "text", example: "comment edit 1 \"All sums are right now\""),
        route: .patch("/api/comments/{comment_id}"), scope: .tasksWrite, summary: "Change a comment",
        details: "Its author alone. Whom it mentions anew is told; whom it mentioned before is not told again.",
        errors: [.notFound, .forbidden, .invalidState])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskComment {
        try input.text.requireWords()
        let found = try CommentEdit.find(input.id, by: actor, in: tx)
        guard let text = found.comment.text else {
            throw TaskFlowError(.invalidState, "Comment \(input.id) was deleted: write another one")
        }
        if text.rawValue.hasSameBytes(as: input.text.rawValue) { return found.comment }
        let comment = try tx.first(
            """
            UPDATE comments SET text = \(input.text), edited_at = \(tx.now) WHERE id = \(input.id) \
            RETURNING \(TaskComment.columns)
            """, TaskComment.schema.read)
        guard let comment else { throw .internal("UPDATE comments returned no row") }
        let mentioned = try Mentions.add(by: comment, on: found.edit.loaded, actor, in: tx)
        try found.record(.commentEdited, mentioned, in: tx)
        return comment
    }
}
