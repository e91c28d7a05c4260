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

    /// Keeps other servers from importing into the tenant meanwhile: 409 where one does. SQLite has one server, which knows.
    static func importAlone(for actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        let isAlone = try tx.value(
            "SELECT pg_try_advisory_xact_lock(1718643062, hashtext(\(actor.tenant)))::int", as: Int.self)
        guard isAlone == 1 else { throw LoneCalls.isUnderWay }
    }

    /// Keeps the tree as it is, together with any number of others: who relies on a task's parent, or adds a leaf.
    static func keepTree(of actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        try keepTree(of: actor.tenant, in: tx)
    }

    static func keepTree(of tenant: TenantID, in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try tx.later("SELECT pg_advisory_xact_lock_shared(1718643060, hashtext(\(tenant)))")
    }

    /// A task that may end or begin anew, and all whose counters change with that: its parent, those that need it, and what
    /// lies under them. It travels with the next statement.
    static func lockWithOthers(_ id: TaskID, of actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try keepTree(of: actor, in: tx)
        try tx.later(
            """
            WITH RECURSIVE found (id) AS (SELECT task_id FROM task_needs WHERE needed_id = \(id) UNION \
            SELECT tasks.id FROM tasks JOIN found ON tasks.parent_id = found.id), \
            locked AS (SELECT id FROM tasks WHERE tenant_id = \(actor.tenant) AND (id = \(id) OR id IN (SELECT id FROM found) \
            OR id = (SELECT parent_id FROM tasks WHERE id = \(id))) ORDER BY id\
            \(tx.dialect.lock(.changing, of: "tasks"))) SELECT count(*) FROM locked
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

    /// Whoever is to be given a task, and their membership of its project. Both come after the tree and before any task, for whoever
    /// takes a worker or a member out locks them first and their tasks then. It travels with the next statement.
    static func keepAssignee(
        _ reference: WorkerReference, ofTask id: TaskID, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        try keepAssignee(reference, of: projectOfTask(id, actor), by: actor, in: tx)
    }

    /// What a new task relies on: its project, be it named or its parent's, and whoever is to be given it.
    static func keepPlace(
        named slug: Slug?, under parent: TaskID?, for assignee: WorkerReference?, by actor: Actor,
        in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        if tx.dialect == .sqlite || parent == nil && assignee == nil { return }
        if let assignee { try WorkerRecord.keep(assignee, for: actor, in: tx) }
        let named: SQL? = slug.map { "(SELECT id FROM projects WHERE tenant_id = \(actor.tenant) AND slug = \($0))" }
        guard let project = named ?? parent.map({ projectOfTask($0, actor) }) else { return }
        try tx.hold("SELECT 1 FROM projects WHERE id = \(project)", .kept, of: "projects")
        if let assignee { try keepAssignee(assignee, of: project, by: actor, in: tx) }
    }

    private static func projectOfTask(_ id: TaskID, _ actor: Actor) -> SQL {
        "(SELECT project_id FROM tasks WHERE id = \(id) AND tenant_id = \(actor.tenant))"
    }

    private static func keepAssignee(
        _ reference: WorkerReference, of project: SQL, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try WorkerRecord.keep(reference, for: actor, in: tx)
        let reference = reference.said(by: actor)
        try tx.hold(
            """
            SELECT 1 FROM project_members WHERE project_id = \(project) AND worker_id = (SELECT id FROM workers \
            WHERE tenant_id = \(actor.tenant) AND (id = \(reference) OR handle = \(reference)) AND deleted_at IS NULL)
            """, .kept, of: "project_members")
    }

    /// All tasks that leave a worker's hands with it: those it holds and those it answers for. It travels with the next statement.
    static func lockAll(
        of worker: WorkerID, in project: ProjectID?, _ actor: Actor, _ tx: borrowing Transaction
    ) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        let place: SQL = project.map { " AND project_id = \($0)" } ?? ""
        try tx.later(
            """
            SELECT count(*) FROM (SELECT id FROM tasks WHERE tenant_id = \(actor.tenant)\(place) \
            AND (assigned_to = \(worker) AND status <> 'completed' OR accountable_id = \(worker)) ORDER BY id\
            \(tx.dialect.lock(.changing, of: "tasks"))) AS locked
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
