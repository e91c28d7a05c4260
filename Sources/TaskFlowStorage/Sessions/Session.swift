package import TaskFlowDomain
package import TaskFlowSchema

/// What an engine gives to a transaction: one connection inside one transaction, on one thread.
///
/// It is not `Sendable` on purpose. Only engines conform, and only ``Transaction`` calls it.
package protocol Session: AnyObject {
    /// The engine's dialect.
    var dialect: Dialect { get }

    /// Runs one statement and hands each row to `each`, which returns false to stop early.
    ///
    /// - Returns: How many rows an `INSERT`, `UPDATE` or `DELETE` changed; triggers do not count. Else 0.
    @discardableResult
    func run(_ sql: SQL, each: (any ColumnReader) throws(TaskFlowError) -> Bool) throws(TaskFlowError) -> Int

    /// Runs a statement whose result nobody needs; an engine may keep it back and send it together with `COMMIT`.
    func later(_ sql: SQL) throws(TaskFlowError)

    /// Runs a query that must find a row: where it finds none, the unit of work fails with the refusal, at once or at the
    /// latest when it has its next result or ends. An engine may keep the query back and send it with the next one.
    func demand(_ sql: SQL, else refusal: TaskFlowError) throws(TaskFlowError)
}

extension Session {
    package func demand(_ sql: SQL, else refusal: TaskFlowError) throws(TaskFlowError) {
        var isMet = false
        try run(sql) { _ throws(TaskFlowError) in
            isMet = true
            return false
        }
        if !isMet { throw refusal }
    }
}
