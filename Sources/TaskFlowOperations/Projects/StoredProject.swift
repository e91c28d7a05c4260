internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A project and its identity, which no door shows.
struct StoredProject {
    let item: Project
    let id: ProjectID

    static let table = Table<Project>("projects")

    static let columns = SQL.columns(of: Project.schema, in: "projects") + ", projects.id"

    /// What an `UPDATE` gives back for ``init(_:)``.
    static let returning: SQL = " RETURNING " + columns

    init?(_ row: any ColumnReader) {
        guard let item = Project.schema.read(row), let id = ProjectID.read(row, Project.schema.columnCount) else {
            return nil
        }
        self.item = item
        self.id = id
    }

    static func get(_ id: ProjectID, in tx: borrowing Transaction) throws(TaskFlowError) -> StoredProject {
        let project = try tx.first("SELECT \(columns) FROM projects WHERE projects.id = \(id)", StoredProject.init)
        guard let project else { throw .notFound("Project") }
        return project
    }
}

extension Transaction {
    /// Writes an audit row about a project.
    borrowing func record(
        _ action: AuditAction, _ project: StoredProject, context: JSONObject, by actor: Actor
    ) throws(TaskFlowError) {
        let draft = AuditDraft(
            entity: .project, entityID: project.item.slug.rawValue, action: action, projectID: project.id,
            projectSlug: project.item.slug, context: context)
        try record(draft, by: actor)
    }
}
