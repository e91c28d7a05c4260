internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Who answers for a task: always a person.
enum Accountability {
    /// The expression for who answers for a task that the actor creates: the person itself; for an agent, who answers for the
    /// task that it works on and creates this one under, else who answers for the agent.
    static func ofNewTask(
        by actor: Actor, under parent: TaskItem?, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> SQL {
        if actor.type == .human { return "\(actor.workerID)" }
        if let parent, parent.holder == actor.workerID, let person = parent.accountableID { return "\(person)" }
        let (agent, tenant): (SQL, SQL) = ("\(actor.workerID)", "\(actor.tenant)")
        let person = AnsweringPerson.ofAgent(agent, in: tenant)
        try keep(person, tenant: tenant, in: tx)
        return person
    }

    /// Passes on what a person answers for who leaves: all of the tenant, or a project's. Each task has its audit row.
    ///
    /// The person must be gone already, and the project have its new owner. Agents answer for nothing.
    ///
    /// - Returns: The tasks that have a new version.
    static func handOver(
        from person: WorkerID, in project: ProjectID? = nil, by actor: Actor, _ tx: borrowing Transaction
    ) throws(TaskFlowError) -> Set<TaskID> {
        let type = try tx.value(
            "SELECT type FROM workers WHERE tenant_id = \(actor.tenant) AND id = \(person)", as: WorkerType.self)
        guard type == .human else { return [] }
        var conditions: [SQL] = ["tasks.tenant_id = \(actor.tenant)", "tasks.accountable_id = \(person)"]
        if let project {
            conditions.append("tasks.project_id = \(project)")
            // Who leaves a project may still be the one to answer for it.
            conditions.append("tasks.accountable_id IS DISTINCT FROM \(AnsweringPerson.heirOfTask)")
        }
        if tx.dialect != .sqlite {
            let tenant: SQL = "\(actor.tenant)"
            try keep(AnsweringPerson.admin(of: tenant), tenant: tenant, in: tx)
            try tx.later(
                """
                SELECT count(*) FROM (SELECT id FROM tasks WHERE \(SQL.joined(conditions)) ORDER BY id\
                \(tx.dialect.lock(.changing, of: "tasks"))) AS locked
                """)
        }
        let changed = try tx.all(
            """
            UPDATE tasks SET accountable_id = \(AnsweringPerson.heirOfTask), version = version + 1, \
            updated_at = \(tx.now) WHERE \(SQL.joined(conditions)) \
            RETURNING tasks.id, tasks.project_id, tasks.project_slug, tasks.accountable_id
            """, HandedOver.init)
        for task in changed.sorted(by: { $0.id.rawValue < $1.id.rawValue }) {
            try tx.record(task.draft(from: person), by: actor)
        }
        return Set(changed.map(\.id))
    }

    /// Keeps whoever an expression finds from being deleted meanwhile. Travels with the next statement, which then reads anew.
    private static func keep(_ person: SQL, tenant: SQL, in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try tx.later(
            """
            SELECT 1 FROM workers WHERE workers.tenant_id = \(tenant) \
            AND workers.id = \(person)\(tx.dialect.lock(.kept, of: "workers"))
            """)
    }
}

/// A task that somebody else answers for now.
private struct HandedOver {
    let id: TaskID
    let projectID: ProjectID?
    let projectSlug: Slug?
    let heir: WorkerID?

    init?(_ row: any ColumnReader) {
        guard let id = TaskID.read(row, 0), let projectID = ProjectID?.read(row, 1), let slug = Slug?.read(row, 2),
            let heir = WorkerID?.read(row, 3)
        else { return nil }
        self.id = id
        self.projectID = projectID
        projectSlug = slug
        self.heir = heir
    }

    func draft(from person: WorkerID) -> AuditDraft {
        AuditDraft(
            entity: .task, entityID: id.description, action: .updated, taskID: id, projectID: projectID,
            projectSlug: projectSlug,
            context: ["accountable_id": ["before": person.json, "after": heir.json]])
    }
}
