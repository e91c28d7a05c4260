internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Locks on tasks that a rule looks at besides the one that is changed, always in the order of their numbers: two who take
/// the same tasks wait for one another, and never both for ever. SQLite's one writer needs none.
enum TaskLocks {
    /// Keeps everybody else in the tenant from changing which task lies under which: who puts a task under another or takes a
    /// whole tree; and who takes many tasks after other rows, which somebody who adds a subtask takes after its parent. It comes
    /// before any lock on a task, and travels with the next statement.
    static func changeTree(of actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try tx.later("SELECT pg_advisory_xact_lock(1718643060, hashtext(\(actor.tenant)))")
    }

    /// Keeps the tree as it is, together with any number of others: who relies on a task's parent, or adds a leaf.
    static func keepTree(of actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try tx.later("SELECT pg_advisory_xact_lock_shared(1718643060, hashtext(\(actor.tenant)))")
    }

    /// The task and its parent. It travels with the next statement.
    static func lockWithParent(_ id: TaskID, of actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try keepTree(of: actor, in: tx)
        try tx.later(
            """
            SELECT id FROM tasks WHERE tenant_id = \(actor.tenant) AND (id = \(id) OR id = (SELECT parent_id FROM tasks \
            WHERE id = \(id))) ORDER BY id\(tx.dialect.lock(.changing, of: "tasks"))
            """)
    }

    /// A task and the one that it is to lie under: no cycle can come about while the tree is held. It travels with the next
    /// statement.
    static func lockMove(
        of id: TaskID, under parent: TaskID, of actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try changeTree(of: actor, in: tx)
        try tx.later(
            """
            SELECT id FROM tasks WHERE tenant_id = \(actor.tenant) AND id IN (\(id), \(parent)) \
            ORDER BY id\(tx.dialect.lock(.changing, of: "tasks"))
            """)
    }

    /// The task and everything under it: nothing comes or goes there while the tree is held. It travels with the next
    /// statement.
    static func lockTree(under id: TaskID, of actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try changeTree(of: actor, in: tx)
        try tx.later(
            """
            WITH RECURSIVE found (id) AS (SELECT id FROM tasks WHERE tenant_id = \(actor.tenant) AND id = \(id) \
            UNION SELECT tasks.id FROM tasks JOIN found ON tasks.parent_id = found.id), \
            locked AS (SELECT id FROM tasks WHERE id IN (SELECT id FROM found) ORDER BY id\
            \(tx.dialect.lock(.changing, of: "tasks"))) SELECT count(*) FROM locked
            """)
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
}
