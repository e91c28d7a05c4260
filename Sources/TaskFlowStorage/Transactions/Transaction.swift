package import TaskFlowDomain
package import TaskFlowSchema

/// A transaction, lent to the body of ``Database/read(_:)`` or ``Database/write(_:)``.
///
/// It cannot be copied, stored or committed: who began it ends it.
package struct Transaction: ~Copyable {
    /// One instant for the whole unit of work, by the engine's ``TaskFlowSchema/SteadyClock``.
    package let now: Timestamp

    /// A moment before the transaction's first statement, by a clock that nobody sets: what had ended by then, it sees.
    package let begun = ContinuousClock.now

    private let runner: any StatementRunner

    /// Wraps an engine's runner, which must be inside a transaction.
    package init(runner: any StatementRunner, now: Timestamp) {
        self.runner = runner
        self.now = now
    }

    /// The runner's dialect.
    package var dialect: Dialect { runner.dialect }

    /// How many audit rows of callers were written on this connection; what is added within a unit of work is its own.
    package var recordCount: Int { runner.recordCount }

    /// Counts an audit row of a caller.
    package borrowing func countRecord() { runner.recordCount += 1 }

    /// Every row of the result. `read` returns nil for a row that holds none of its type's values: an internal error.
    package borrowing func all<T>(
        _ sql: SQL, _ read: (any ColumnReader) -> T?
    ) throws(TaskFlowError) -> [T] {
        var rows: [T] = []
        try runner.run(sql) { row throws(TaskFlowError) in
            rows.append(try Self.value(of: row, of: sql, read))
            return true
        }
        return rows
    }

    /// Hands each row of the result to a body that returns false to stop early.
    package borrowing func each(
        _ sql: SQL, _ body: (any ColumnReader) throws(TaskFlowError) -> Bool
    ) throws(TaskFlowError) {
        try runner.run(sql, each: body)
    }

    /// The first row of the result, if there is one.
    package borrowing func first<T>(
        _ sql: SQL, _ read: (any ColumnReader) -> T?
    ) throws(TaskFlowError) -> T? {
        var first: T?
        try runner.run(sql) { row throws(TaskFlowError) in
            first = try Self.value(of: row, of: sql, read)
            return false
        }
        return first
    }

    /// The first column of the first row. A column that may be NULL needs an optional type: `as: Int?.self`.
    package borrowing func value<T: ColumnConvertible>(_ sql: SQL, as type: T.Type = T.self) throws(TaskFlowError) -> T?
    {
        try first(sql) { row in T.read(row, 0) }
    }

    /// Runs a statement and returns how many rows it changed, those of triggers not counted.
    @discardableResult
    package borrowing func execute(_ sql: SQL) throws(TaskFlowError) -> Int {
        try runner.run(sql) { _ throws(TaskFlowError) in true }
    }

    /// Runs a statement whose result nobody needs. It may be sent with `COMMIT` and so fail only there.
    package borrowing func later(_ sql: SQL) throws(TaskFlowError) { try runner.later(sql) }

    /// Demands that a query finds a row; where it finds none, nothing of the unit of work is done and it fails with the
    /// refusal. It may be sent with the next statement, and so fail only there or at the end.
    package borrowing func demand(_ sql: SQL, else refusal: TaskFlowError) throws(TaskFlowError) {
        try runner.demand(sql, else: refusal)
    }

    private static func value<T>(
        of row: any ColumnReader, of sql: SQL, _ read: (any ColumnReader) -> T?
    ) throws(TaskFlowError) -> T {
        guard let value = read(row) else { throw .internal("corrupt row: \(sql.text)") }
        return value
    }
}
