internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A task and the part of its row that no door shows.
struct StoredTask {
    var item: TaskItem
    let projectID: ProjectID?

    static let table = Table<TaskItem>(
        "tasks", generated: "id",
        derived: [
            Table.Derived("search_text", from: ["title", "description"]) { SearchFolding.text(of: $0).columnValue }
        ])

    static let columns = SQL.columns(of: TaskItem.schema, in: "tasks") + ", tasks.project_id"

    /// What an `INSERT` or `UPDATE` gives back for ``init(_:)``.
    static let returning: SQL = " RETURNING " + columns

    init?(_ row: any ColumnReader) {
        guard let item = TaskItem.schema.read(row), let projectID = ProjectID?.read(row, Self.width) else { return nil }
        self.item = item
        self.projectID = projectID
    }

    init(item: TaskItem, projectID: ProjectID?) {
        self.item = item
        self.projectID = projectID
    }

    private static let width = TaskItem.schema.columnCount
}
