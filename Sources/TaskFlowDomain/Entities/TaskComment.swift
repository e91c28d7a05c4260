package import TaskFlowSchema

/// Something that was said about a task. A deleted one stays, without its text.
package struct TaskComment: Described {
    package let id: CommentID
    package let taskID: TaskID
    package let authorID: WorkerID
    package let authorType: WorkerType
    package let text: CommentText?
    package let createdAt: Timestamp
    package let editedAt: Timestamp?
    package let deletedAt: Timestamp?

    package static let schemaName = "Comment"
    package static let schema = Schema(
        TaskComment.init,
        Field(column: "id", \.id, "The comment's number"),
        Field(column: "task_id", \.taskID, "The task it is about"),
        Field(column: "author_id", \.authorID, "Id of the worker who wrote it"),
        Field(column: "author_type", \.authorType, "Person or agent"),
        Field(column: "text", \.text, "What was said, in Markdown; null once it was deleted"),
        Field(column: "created_at", \.createdAt, "When it was written"),
        Field(column: "edited_at", \.editedAt, "When its author last changed it"),
        Field(column: "deleted_at", \.deletedAt, "When its author deleted it"))
}

extension TaskComment: Listed {
    package static let listColumns = [
        ListColumn("ID", "id", isNumber: true), ListColumn("TIME", "created_at"), ListColumn("AUTHOR", "author_id"),
        ListColumn("EDITED", "edited_at"), ListColumn("TEXT", "text"),
    ]
}

/// A comment's number: at least 1, never used again.
package struct CommentID: ConstrainedInteger {
    package static let range = 1...Int.max
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}

/// The text of a comment, in Markdown: 1–65,536 Unicode scalars, anything but NUL.
package struct CommentText: ConstrainedString {
    package static let rules = StringRules(1...65_536, controls: .allButNUL, example: "The sums are right now")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
