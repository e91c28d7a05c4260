internal import TaskFlowDomain
package import TaskFlowSchema
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

/// The input of operations that need to know the project and no more.
package struct ProjectReference: Described {
    let slug: Slug

    package static let schema = Schema(ProjectReference.init, Field.slug(\.slug))
}

extension Field where Value == Slug {
    /// The project's slug in the path.
    static func slug(_ get: @escaping @Sendable (Root) -> Slug) -> Field {
        Field("slug", get, in: .path, "The project's slug")
    }
}

/// The projects an actor is a member of.
enum ProjectsOfActor {
    /// More than so many, and a list walks all tasks of the tenant rather than merge one walk for each project.
    static let most = 16

    /// Their ids, where they are few.
    static func few(_ actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) -> [ProjectID]? {
        let ids = try tx.all(
            """
            SELECT project_id FROM project_members \
            WHERE tenant_id = \(actor.tenant) AND worker_id = \(actor.workerID) ORDER BY project_id LIMIT \(most + 1)
            """
        ) { row in ProjectID.read(row, 0) }
        return ids.count <= most ? ids : nil
    }
}
