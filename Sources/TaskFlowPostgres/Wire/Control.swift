internal import TaskFlowStorage

/// What begins and ends transactions.
enum Control: String {
    /// One snapshot for all that a read asks.
    case beginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    /// Spelled out: a server may have another default.
    case beginWrite = "BEGIN ISOLATION LEVEL READ COMMITTED"
    case commit = "COMMIT"
    case rollback = "ROLLBACK"
    /// Tells other processes that something was committed.
    case notify = "NOTIFY taskflow_changes"

    var sql: SQL { SQL(trusted: rawValue) }
}
