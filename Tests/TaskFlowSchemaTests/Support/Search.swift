internal import TaskFlowDomain
internal import TaskFlowSchema

/// The query of `list_tasks`.
struct Search: Described {
    let statuses: [TaskStatus]
    let assignedTo: WorkerReference?
    let project: Slug?
    let parentID: TaskID?
    let priority: Priority?
    let tags: [Tag]
    let text: SearchText?
    let dueBefore: Timestamp?
    let dueAfter: Timestamp?
    let createdBy: WorkerReference?
    let sort: SortOrder
    let limit: Limit
    let offset: Offset
    let total: Bool

    static let schema = Schema(
        Search.init,
        Field("status", \.statuses, in: .query, default: [], "Any of these"),
        Field("assigned_to", \.assignedTo, in: .query, "The assignee"),
        Field("project", \.project, in: .query, "The project"),
        Field("parent_id", \.parentID, in: .query, "The parent"),
        Field("priority", \.priority, in: .query, "The priority"),
        Field("tag", \.tags, in: .query, default: [], "All of these"),
        Field("q", \.text, in: .query, "Text to look for"),
        Field("due_before", \.dueBefore, in: .query, "Due before this"),
        Field("due_after", \.dueAfter, in: .query, "Due after this"),
        Field("created_by", \.createdBy, in: .query, "The creator"),
        Field("sort", \.sort, in: .query, default: .newest, "The order"),
        Field("limit", \.limit, in: .query, default: Limit(trusted: 50), "How many"),
        Field("offset", \.offset, in: .query, default: Offset(trusted: 0), "How many to pass over"),
        Field("total", \.total, in: .query, default: false, "Whether to count"))
}
