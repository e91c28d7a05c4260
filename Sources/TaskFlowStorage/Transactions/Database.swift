package import TaskFlowDomain
package import TaskFlowSchema

/// A database: units of work go in, and each is a transaction of its own.
///
///     try await database.write { tx throws(TaskFlowError) in try tx.execute("DELETE FROM keys WHERE id = \(id)") }
///
/// A unit of work is synchronous, so no lock is held across an `await`. **It may run twice** (after a serialisation
/// failure, say): it may touch the database and nothing else. Of what it throws nothing but the error comes out; the
/// changes it made are undone.
package protocol Database: Sendable {
    /// The engine's dialect.
    var dialect: Dialect { get }

    /// Runs a unit of work: one that reads on one snapshot, where a statement that writes is refused; one that writes until it is
    /// durable. Callers say ``read(_:)`` and ``write(_:)``, which have a result. This has none, so that engines are no generic code:
    /// looking up types at run time took a tenth of a call's instructions (docs/decisions/0035-instructions.md).
    func perform(writes: Bool, _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void)
        async throws(TaskFlowError)

    /// Applies what migrations are missing; refuses a database that is newer than the program.
    func migrate(_ migrations: [Migration]) async throws(TaskFlowError)

    /// The number of the newest migration that is applied, 0 for none. Cheap enough for a health probe.
    func schemaVersion() async throws(TaskFlowError) -> Int

    /// Hints that there may be something new in the audit log, whoever wrote it; to be followed by reading what is new.
    ///
    /// A hint comes after the commit that it tells of, and one at once: when the engine is sure to hear of every later
    /// commit (for a network engine also whenever it has found its way back to the server, for it may have missed some).
    /// A hint may be false, and several may become one; none is lost. While nobody listens they cost nothing. The stream
    /// ends when its consumer ends it or the database is closed. See ``ChangeHints``.
    func changeHints() -> AsyncStream<Void>

    /// How busy the engine is now. Cheap: nothing is asked of the database.
    var statistics: EngineStatistics { get }

    /// Finishes what is queued and ends. Every later call throws ``ErrorCode/unavailable``; closing again does nothing.
    func close() async
}

extension Database {
    /// Runs a unit of work that reads, on one snapshot; a statement that writes is refused.
    package func read<T: Sendable>(
        _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        let result = UnitResult<T>()
        try await perform(writes: false) { tx throws(TaskFlowError) in result.put(try body(tx)) }
        return result.take()
    }

    /// Runs a unit of work that writes. The answer comes after it is durable.
    @discardableResult
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        let result = UnitResult<T>()
        try await perform(writes: true) { tx throws(TaskFlowError) in result.put(try body(tx)) }
        return result.take()
    }
}

/// How busy an engine is.
package struct EngineStatistics: Sendable, Equatable {
    /// Connections that are open or being opened.
    package var connections = 0
    /// Connections with a unit of work on them.
    package var busy = 0
    /// Units of work that wait for a connection, or for their batch.
    package var waiting = 0
    /// Units of work that were finished since the start, failed ones among them.
    package var units = 0

    package init() {}
}

/// What an engine gives to a transaction: one connection inside one transaction, on one thread.
///
/// It is not `Sendable` on purpose. Only engines conform, and only ``Transaction`` calls it.
package protocol StatementRunner: AnyObject {
    /// The engine's dialect.
    var dialect: Dialect { get }

    /// How many audit rows of callers were written, for ``Transaction/recordCount``.
    var recordCount: Int { get set }

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

extension StatementRunner {
    package func demand(_ sql: SQL, else refusal: TaskFlowError) throws(TaskFlowError) {
        var isMet = false
        try run(sql) { _ throws(TaskFlowError) in
            isMet = true
            return false
        }
        if !isMet { throw refusal }
    }
}
