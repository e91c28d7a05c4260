public import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// That something was changed, as an audit row tells it; what it is now is to be read by whoever cares.
public struct Change: Sendable, Equatable {
    /// What a change is about.
    public enum Subject: Hashable, Sendable {
        case task(TaskID)
        /// By its identity: another project may have its slug one day.
        case project(ProjectID)
        /// A worker, a key, or what a later version of the program adds, by its id's UTF-8: two ids that look alike are two.
        case other(EntityType, id: [UInt8])
    }

    /// The audit row. On PostgreSQL a row of a smaller number may become visible after one of a larger number.
    public let id: AuditID
    public let entityType: EntityType
    /// A task's or key's number, a project's slug, a worker's id.
    public let entityID: String
    /// The task, when it is about one, a deleted one too.
    public let taskID: TaskID?
    /// The project it happened in: for a change to a task, the project of the task.
    public let projectID: ProjectID?
    /// The slug of that project.
    public let projectSlug: Slug?
    public let action: AuditAction
    /// Who did it.
    public let actorID: WorkerID
    let tenant: TenantID

    /// What is changed.
    public var subject: Subject {
        if let taskID { return .task(taskID) }
        if entityType == .project, let projectID { return .project(projectID) }
        return .other(entityType, id: Array(entityID.utf8))
    }

    /// Whether it may concern who sees what: then all who listen are looked at anew.
    var touchesAccess: Bool {
        switch entityType {
        case .task: false
        case .project: action != .updated
        case .worker, .key: true
        }
    }
}

extension Change {
    static let columns: SQL = """
        audit_log.id, audit_log.entity_type, audit_log.entity_id, audit_log.task_id, audit_log.project_id, \
        audit_log.project_slug, audit_log.action, audit_log.actor_id, audit_log.tenant_id
        """

    init?(_ row: any ColumnReader) {
        guard let id = AuditID.read(row, 0), let entityType = EntityType.read(row, 1),
            let action = AuditAction.read(row, 6), let actorID = WorkerID.read(row, 7),
            let tenant = TenantID.read(row, 8)
        else { return nil }
        self.id = id
        self.entityType = entityType
        entityID = row.text(2)
        taskID = TaskID.read(row, 3)
        projectID = ProjectID.read(row, 4)
        projectSlug = Slug.read(row, 5)
        self.action = action
        self.actorID = actorID
        self.tenant = tenant
    }
}
