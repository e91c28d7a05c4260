internal import TaskFlowDomain

/// How much the engine takes on.
struct SQLiteLimits: Sendable {
    /// Units of work to a commit: more would keep the first one's caller waiting for no gain.
    var batch = 64
    /// Units of work that wait, readers and writer each.
    var waiting = 10_000

    static let standard = SQLiteLimits()
}

/// Where tests reach in.
struct SQLiteHooks: Sendable {
    /// Called on the writer's thread before COMMIT with the number of units; what it throws stands for a failed COMMIT.
    var beforeCommit: @Sendable (_ units: Int) throws(TaskFlowError) -> Void = { _ in }
    /// Called on the writer's thread when COMMIT is done.
    var afterCommit: @Sendable () -> Void = {}

    static let none = SQLiteHooks()
}

extension TaskFlowError {
    static let databaseClosed = TaskFlowError.unavailable("The database is closed")
    static let databaseOverloaded = TaskFlowError.unavailable("The database has too much to do", retryAfter: 1)
}
