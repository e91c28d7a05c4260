package import TaskFlowSchema

/// A project: tasks and the crew that works on them.
package struct Project: Described {
    package let slug: Slug
    package let name: Name
    package let description: LongText?
    package let ownerID: WorkerID
    package let reviewRequired: Bool
    package let taskCount: Int
    package let createdAt: Timestamp
    package let updatedAt: Timestamp
    package let reviewBy: ReviewRule

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
        Field(column: "updated_at", \.updatedAt, "When it last changed"),
        Field(column: "review_by", \.reviewBy, "Who may judge the work: anyone who did not do it, or persons alone"))
}
