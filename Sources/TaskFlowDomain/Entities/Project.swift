package import TaskFlowSchema

/// A project: tasks and the crew that works on them.
package struct Project: Described {
    package let slug: Slug
    package var name: Name
    package var description: LongText?
    package let ownerID: WorkerID
    package var reviewRequired: Bool
    package let taskCount: Int
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    package var reviewBy: ReviewRule

    package init(
        slug: Slug, name: Name, description: LongText?, ownerID: WorkerID, reviewRequired: Bool, taskCount: Int,
        createdAt: Timestamp, updatedAt: Timestamp, reviewBy: ReviewRule
    ) {
        self.slug = slug
        self.name = name
        self.description = description
        self.ownerID = ownerID
        self.reviewRequired = reviewRequired
        self.taskCount = taskCount
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.reviewBy = reviewBy
    }

    package static let schema = Schema(
        Project.init,
        Field(column: "slug", \.slug, "Its short name in addresses"),
        Field(column: "name", \.name, "What it is called"),
        Field(column: "description", \.description, "More about it"),
        Field(column: "owner_id", \.ownerID, "Id of the worker who owns it"),
        Field(column: "review_required", \.reviewRequired, "Whether tasks must be reviewed before they are completed"),
        Field(
            column: "task_count", \.taskCount,
            from: "(SELECT COUNT(*) FROM tasks WHERE tasks.project_id = projects.id)", "How many tasks it has"),
        Field(column: "created_at", \.createdAt, "When it was created"),
        Field(column: "updated_at", \.updatedAt, isLogged: false, "When it last changed"),
        Field(column: "review_by", \.reviewBy, "Who may judge the work: anyone who did not do it, or persons alone"))
}

extension Project: Listed {
    package static let listColumns = [
        ListColumn("SLUG", "slug"), ListColumn("TASKS", "task_count", isNumber: true),
        ListColumn("OWNER", "owner_id"), ListColumn("REVIEW", "review_required"), ListColumn("NAME", "name"),
    ]
}

/// Who may judge work in a project, beside its own rules: whoever did not do it, or persons alone.
package enum ReviewRule: String, Choice, ColumnConvertible {
    case anyone
    case person
}
