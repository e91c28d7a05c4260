internal import TaskFlowDomain
internal import TaskFlowStorage

extension Transaction {
    /// Locks the rows that a query finds, before what decides is read. It travels with the next statement.
    ///
    /// PostgreSQL takes a statement's snapshot before it waits for a lock: of the rows that are joined to the locked one it then
    /// sees what they were before the wait. So nothing that decides is read by the statement that waits, but by the next.
    borrowing func hold(
        _ query: @autoclosure () -> SQL, _ lock: RowLock, of table: StaticString
    ) throws(TaskFlowError) {
        if dialect == .sqlite || lock == .none { return }
        try later(query() + dialect.lock(lock, of: table))
    }
}
