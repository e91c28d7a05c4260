internal import Synchronization
internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The end of the audit log: the largest number of which it is certain that no smaller one is still to come.
///
/// SQLite has one writer, which gives numbers in the order of commits. PostgreSQL gives a row its number before it commits:
/// row 12 may be there while 11 is still to come, or never comes because its transaction failed. ``LogSearch`` tells the two
/// apart.
enum LogEnd {
    // What was found out once stays true: a unit of work that runs twice does no harm. By epoch and database, as a copy of a
    // database has its epoch.
    private static let known = Mutex<[String: LogKnowledge]>([:])

    /// The largest number that there is, 0 without any.
    static func newest(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        try tx.value("SELECT coalesce(max(id), 0) FROM audit_log", as: Int.self) ?? 0
    }

    /// The end, as the transaction's snapshot has it: all rows up to there are in the snapshot.
    static func find(in tx: borrowing Transaction) throws(TaskFlowError) -> EventCursor {
        guard tx.dialect == .postgres else {
            return EventCursor(epoch: try LogEpoch.read(in: tx), position: try newest(in: tx))
        }
        let sql: SQL = """
            SELECT epoch, (SELECT oid::bigint FROM pg_database WHERE datname = current_database()) FROM log_epoch
            """
        guard let (epoch, database) = try tx.first(sql, { ($0.text(0), $0.integer(1)) }) else {
            throw .internal("log_epoch is empty")
        }
        return EventCursor(epoch: epoch, position: try find("\(epoch)/\(database)", in: tx))
    }

    private static func find(_ log: String, in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        var search = LogSearch(known.withLock { $0[log] } ?? LogKnowledge(), begun: tx.begun)
        try search.run(in: tx)
        let (found, isAnew) = (search.knowledge, search.isAnew)
        known.withLock { all in
            // Of as many databases as a test may have; a server has one.
            if all.count > 64 { all.removeAll() }
            if isAnew { all[log] = found } else { all[log, default: LogKnowledge()].merge(found) }
        }
        return search.end
    }
}
