internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

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
