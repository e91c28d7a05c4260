internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Where members are read from and written to.
enum MemberRow {
    static let columns = SQL.columns(of: Member.schema, in: "project_members")

    static let source: SQL = """
        project_members JOIN workers ON workers.tenant_id = project_members.tenant_id \
        AND workers.id = project_members.worker_id
        """

    static func find(
        _ worker: WorkerID, in project: ProjectID, lock: RowLock = .none, _ tx: borrowing Transaction
    ) throws(TaskFlowError) -> Member? {
        try tx.first(
            """
            SELECT \(columns) FROM \(source) WHERE project_members.project_id = \(project) \
            AND project_members.worker_id = \(worker)\(tx.dialect.lock(lock, of: "project_members"))
            """, Member.schema.read)
    }

    /// Takes a worker into a project; false where the worker is a member already.
    static func insert(
        _ worker: WorkerID, _ role: ProjectRole, into project: ProjectID, tenant: TenantID, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Bool {
        let inserted = try tx.execute(
            """
            INSERT INTO project_members (project_id, tenant_id, worker_id, role, joined_at) \
            VALUES (\(project), \(tenant), \(worker), \(role), \(tx.now)) ON CONFLICT DO NOTHING
            """)
        return inserted == 1
    }
}
