internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A project that the actor sees, with the actor's role in it.
struct ProjectPlace {
    let id: ProjectID
    let slug: Slug
    let role: ProjectRole?

    /// Finds a project by its slug; `nil` when the actor sees none of that name.
    static func find(
        _ slug: Slug, for actor: Actor, lock: RowLock = .none, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ProjectPlace? {
        try tx.hold("SELECT 1 FROM projects WHERE tenant_id = \(actor.tenant) AND slug = \(slug)", lock, of: "projects")
        // Locked again, which costs next to nothing: the slug may be another project's by now.
        let sql: SQL = """
            SELECT projects.id, projects.slug, project_members.role FROM projects LEFT JOIN project_members \
            ON project_members.project_id = projects.id AND project_members.worker_id = \(actor.workerID) \
            WHERE projects.tenant_id = \(actor.tenant) AND projects.slug = \(slug)\(tx.dialect.lock(lock, of: "projects"))
            """
        guard let place = try tx.first(sql, ProjectPlace.init) else { return nil }
        return actor.isAdmin || place.role != nil ? place : nil
    }

    /// Finds the project that a member of the body names, and keeps it from being deleted: 422 at that member.
    static func find(
        _ slug: Slug, for actor: Actor, at member: String, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ProjectPlace {
        if let place = try find(slug, for: actor, lock: .kept, in: tx) { return place }
        throw .invalid("project '\(slug)' not found", at: [.name("body"), .name(member)], input: slug.json)
    }

    /// Finds the project in the path: 404.
    static func find(
        path slug: Slug, for actor: Actor, lock: RowLock = .none, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ProjectPlace {
        if let place = try find(slug, for: actor, lock: lock, in: tx) { return place }
        throw .notFound("Project")
    }

    func mayWork(_ actor: Actor) -> Bool { actor.isAdmin || role?.mayWork == true }

    /// Refuses whoever neither owns the project nor is an admin: 403.
    func requireOwner(_ actor: Actor) throws(TaskFlowError) {
        guard actor.isAdmin || role == .owner else {
            throw .forbidden("Only an owner of the project or an admin may do this")
        }
    }

    private init?(_ row: any ColumnReader) {
        guard let id = ProjectID.read(row, 0), let slug = Slug.read(row, 1), let role = ProjectRole?.read(row, 2) else {
            return nil
        }
        self.id = id
        self.slug = slug
        self.role = role
    }

    init(id: ProjectID, slug: Slug, role: ProjectRole?) {
        self.id = id
        self.slug = slug
        self.role = role
    }
}
