internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Locks on tasks that a rule looks at besides the one that is changed, always in the order of their numbers: two who take
/// the same tasks wait for one another, and never both for ever. SQLite's one writer needs none.
enum TaskLocks {
    /// The task and its parent. It travels with the next statement.
    static func lockWithParent(_ id: TaskID, of actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try tx.later(
            """
            SELECT id FROM tasks WHERE tenant_id = \(actor.tenant) AND (id = \(id) OR id = (SELECT parent_id FROM tasks \
            WHERE id = \(id))) ORDER BY id\(tx.dialect.lock(.changing, of: "tasks"))
            """)
    }

    /// Two tasks and all that they lie under: no cycle can come about there while they are held.
    static func lockChains(
        above first: TaskID, _ second: TaskID, of actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        try lock(
            """
            WITH RECURSIVE found (id, parent_id) AS (SELECT id, parent_id FROM tasks WHERE tenant_id = \(actor.tenant) \
            AND id IN (\(first), \(second)) UNION SELECT tasks.id, tasks.parent_id FROM tasks JOIN found \
            ON tasks.id = found.parent_id)
            """, in: tx)
    }

    /// The task and everything under it: nothing comes or goes there while they are held.
    static func lockTree(under id: TaskID, of actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        try lock(
            """
            WITH RECURSIVE found (id) AS (SELECT id FROM tasks WHERE tenant_id = \(actor.tenant) AND id = \(id) \
            UNION SELECT tasks.id FROM tasks JOIN found ON tasks.parent_id = found.id)
            """, in: tx)
    }

    /// All tasks of a project, which must be locked itself. It travels with the next statement.
    static func lockAll(of project: ProjectID, in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try tx.later(
            """
            SELECT count(*) FROM (SELECT id FROM tasks WHERE project_id = \(project) ORDER BY id\
            \(tx.dialect.lock(.changing, of: "tasks"))) AS locked
            """)
    }

    /// Locks what is found until a second look finds no more: while a lock is waited for, tasks may come and go.
    private static func lock(_ found: SQL, in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        let sql: SQL = """
            \(found) SELECT id FROM tasks WHERE id IN (SELECT id FROM found) ORDER BY id\
            \(tx.dialect.lock(.changing, of: "tasks"))
            """
        var held: Set<TaskID> = []
        for _ in 0..<16 {
            let ids = try tx.all(sql) { TaskID.read($0, 0) }
            if held.isSuperset(of: ids) { return }
            held.formUnion(ids)
        }
        throw TaskFlowError(.conflict, "The tasks concerned change all the time: try again")
    }
}
