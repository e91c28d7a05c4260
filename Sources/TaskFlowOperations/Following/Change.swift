package import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// That something was changed, as an audit row tells it; what it is now is to be read by whoever cares.
package struct Change: Sendable, Equatable {
    /// What a change is about.
    package enum Subject: Hashable, Sendable {
        case task(TaskID)
        /// By its identity: another project may have its slug one day.
        case project(ProjectID)
        /// A worker, a key, or what a later version of the program adds, by its id's UTF-8: two ids that look alike are two.
        case other(EntityType, id: [UInt8])
    }

    /// The audit row. On PostgreSQL a row of a smaller number may become visible after one of a larger number.
    package let id: AuditID
    package let entityType: EntityType
    /// A task's or key's number, a project's slug, a worker's id.
    package let entityID: String
    /// The task, when it is about one, a deleted one too.
    package let taskID: TaskID?
    /// The project it happened in: for a change to a task, the project of the task.
    package let projectID: ProjectID?
    /// The slug of that project.
    package let projectSlug: Slug?
    package let action: AuditAction
    /// Who did it.
    package let actorID: WorkerID
    /// Those to whom a task was given by it, or from whom one was taken; a subscriber is told of itself alone.
    package internal(set) var holders: Set<WorkerID>
    let tenant: TenantID

    /// What is changed.
    package var subject: Subject {
        if let taskID { return .task(taskID) }
        if entityType == .project, let projectID { return .project(projectID) }
        return .other(entityType, id: Array(entityID.utf8))
    }

    /// Whether it may concern who sees what: then all who listen are looked at anew.
    var touchesAccess: Bool {
        switch entityType {
        case .task: false
        case .project: action != .updated
        // Workers and keys, and what a later version of the program knows of.
        default: true
        }
    }

    /// The same as one who holds no more of it than the task may hear it: that something of the worker itself changed.
    func own(of worker: WorkerID) -> Change {
        Change(
            id: id, entityType: .worker, entityID: worker.rawValue, taskID: nil, projectID: nil, projectSlug: nil,
            action: .updated, actorID: actorID, holders: [worker], tenant: tenant)
    }
}

extension Change {
    /// Of what a row says besides, only that of rows which tell of an assignee is read: the rest may be long.
    static let columns: SQL = """
        audit_log.id, audit_log.entity_type, audit_log.entity_id, audit_log.task_id, audit_log.project_id, \
        audit_log.project_slug, audit_log.action, audit_log.actor_id, audit_log.tenant_id, \
        CASE WHEN audit_log.task_id IS NOT NULL AND audit_log.context LIKE '%"assigned_to":%' \
        THEN audit_log.context END
        """

    /// Reads a row, whatever words are in it: a later version of the program may have written them.
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
        // Whoever starts a task takes it: the row says no more of that.
        holders = entityType == .task && action == .started ? [actorID] : []
        if let context = JSONObject.read(row, 9) { holders.formUnion(Self.holders(in: context)) }
    }

    /// The words that this version of the program does not know.
    var unknownWords: [String] {
        (entityType.isKnown ? [] : ["entity_type \(entityType.rawValue)"])
            + (action.isKnown ? [] : ["action \(action.rawValue)"])
    }

    /// The workers in `assigned_to`: its value, or what it was and what it is.
    private static func holders(in context: JSONObject) -> [WorkerID] {
        guard let told = context["assigned_to"] else { return [] }
        return [told, told["before"], told["after"]].compactMap { $0?.stringValue.map(WorkerID.init(trusted:)) }
    }
}
