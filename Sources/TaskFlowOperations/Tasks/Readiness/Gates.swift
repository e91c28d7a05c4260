internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The counters in a task's row that say whether it may be started, kept in the transaction of whatever changes them.
///
/// A task's own gate is closed while it waits for another (`waits`) or its date has not come (`deferred`). Its closed gate
/// closes those under it: `inherited` counts the closed gates above a task. `open_children` counts its subtasks that are
/// not completed. Whoever changes a task passes here, before its row is written; those who add and remove rows too.
///
/// On PostgreSQL the tree is kept meanwhile, and the rows of others are locked before (``TaskLocks``).
enum Gates {
    /// Follows a change of one task.
    static func follow(_ before: TaskItem, _ after: TaskItem, in tx: borrowing Transaction) throws(TaskFlowError) {
        let (wasOpen, isOpen) = (before.status != .completed, after.status != .completed)
        let isMoved = before.parentID != after.parentID
        if wasOpen != isOpen || isMoved {
            if wasOpen { try countChild(-1, of: before.parentID, in: tx) }
            if isOpen { try countChild(1, of: after.parentID, in: tx) }
        }
        if isMoved {
            let tree = below("SELECT id FROM tasks WHERE id = \(after.id)")
            try shift(
                tree, by: closedAbove(under: after.parentID) + " - " + closedAbove(under: before.parentID), in: tx)
        }
        if before.waits != after.waits || before.notBefore != after.notBefore {
            let isClosed = after.waits > 0 || isDeferred(after, at: tx.now)
            let change: SQL = "\(isClosed ? 1 : 0) - (SELECT \(isOwnClosed) FROM tasks WHERE id = \(after.id))"
            try shift(below(children(of: "SELECT id FROM tasks WHERE id = \(after.id)")), by: change, in: tx)
        }
        if wasOpen != isOpen { try count(isOpen ? 1 : -1, needersOf: after.id, in: tx) }
    }

    /// Follows open tasks that are to be added, or were just now: their `inherited` is ``closedAbove(under:)``.
    ///
    /// - Parameter count: How many there are.
    static func enter(
        _ count: Int = 1, under parent: TaskID?, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        if count > 0 { try countChild(count, of: parent, in: tx) }
    }

    /// Follows a task that is to be deleted with all that is under it, and that no task elsewhere needs.
    static func leave(_ task: TaskItem, in tx: borrowing Transaction) throws(TaskFlowError) {
        if task.status != .completed { try countChild(-1, of: task.parentID, in: tx) }
    }

    /// How many closed gates stand above whatever lies under a task, as an expression.
    static func closedAbove(under parent: TaskID?) -> SQL {
        guard let parent else { return "0" }
        return "coalesce((SELECT inherited + \(isOwnClosed) FROM tasks WHERE id = \(parent)), 0)"
    }

    /// Whether a task's date is still to come.
    static func isDeferred(_ task: TaskItem, at now: Timestamp) -> Bool { task.notBefore.map { $0 > now } ?? false }

    /// Opens the gates of a tenant's tasks whose date has come, a thousand at most.
    ///
    /// - Returns: How many there were.
    @discardableResult
    static func openDue(of tenant: TenantID, in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        let due = try tx.all(
            """
            SELECT id FROM tasks WHERE tenant_id = \(tenant) AND deferred = 1 AND not_before <= \(tx.now) \
            ORDER BY id LIMIT 1000\(tx.dialect.lock(.changing, of: "tasks"))
            """
        ) { row in TaskID.read(row, 0) }
        if due.isEmpty { return 0 }
        let roots: SQL = "SELECT id FROM tasks WHERE id IN \(list: due) AND waits = 0 AND deferred = 1"
        try shift(below(children(of: roots)), by: "-1", in: tx)
        return try tx.execute("UPDATE tasks SET deferred = 0 WHERE id IN \(list: due) AND deferred = 1")
    }
}

extension Gates {
    private static func countChild(
        _ change: Int, of parent: TaskID?, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        guard let parent else { return }
        try tx.later("UPDATE tasks SET open_children = open_children + \(change) WHERE id = \(parent)")
    }

    /// Counts a task up or down that others need.
    private static func count(
        _ change: Int, needersOf id: TaskID, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let needers: SQL = "SELECT task_id FROM task_needs WHERE needed_id = \(id)"
        let others: SQL = "SELECT id FROM tasks WHERE id IN (\(needers)) AND waits = 0 AND deferred = 0"
        let update: SQL = "UPDATE tasks SET waits = waits + \(change) WHERE id IN (\(needers))"
        // The gates that this one opens or closes are those that no other keeps closed.
        if change > 0 {
            try shift(below(children(of: others)), by: "1", in: tx)
            try tx.later(update)
        } else {
            try tx.later(update)
            try shift(below(children(of: others)), by: "-1", in: tx)
        }
    }

    private static let isOwnClosed: SQL = "CASE WHEN waits > 0 OR deferred = 1 THEN 1 ELSE 0 END"

    private static func children(of roots: SQL) -> SQL { "SELECT id FROM tasks WHERE parent_id IN (\(roots))" }

    /// The tasks that a query finds and all under them, with how often each is found.
    private static func below(_ roots: SQL) -> SQL {
        """
        (WITH RECURSIVE below (id) AS (\(roots) UNION ALL SELECT tasks.id FROM tasks JOIN below \
        ON tasks.parent_id = below.id) SELECT id, count(*) AS times FROM below GROUP BY id)
        """
    }

    private static func shift(_ tasks: SQL, by change: SQL, in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.later(
            """
            UPDATE tasks SET inherited = inherited + found.times * (\(change)) FROM \(tasks) AS found \
            WHERE tasks.id = found.id
            """)
    }
}
