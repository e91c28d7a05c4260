public import TaskFlowSchema

/// A project: tasks and the crew that works on them.
public struct Project: Described {
    public let slug: Slug
    public let name: Name
    public let description: LongText?
    public let ownerID: WorkerID
    public let reviewRequired: Bool
    public let taskCount: Int
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let reviewBy: ReviewRule

    public static let schema = Schema(
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
