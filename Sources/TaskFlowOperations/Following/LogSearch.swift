internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// One transaction's search for the end of the log, on PostgreSQL.
///
/// Whoever draws a number has locked the table before (`INSERT` takes `ROW EXCLUSIVE`) and keeps the lock until what it wrote
/// is visible or gone. When a row is visible, all smaller numbers have been drawn. So list those who hold that lock: when
/// they have ended, a snapshot taken afterwards has each row up to the one that was the newest, or nobody will ever have it.
/// Transactions that write elsewhere hold up nothing, and neither does `VACUUM`, whose lock is another.
struct LogSearch {
    /// How many rows are looked at in one statement for a number that is missing.
    private static let window = 10_000

    private(set) var knowledge: LogKnowledge
    private(set) var end: Int
    /// Whether the whole database was put back, so that nothing that was known before holds.
    private(set) var isAnew = false

    init(_ knowledge: LogKnowledge, begun: ContinuousClock.Instant) {
        self.knowledge = knowledge
        end = knowledge.end(begun: begun)
    }

    mutating func run(in tx: borrowing Transaction) throws(TaskFlowError) {
        var newest = try advance(in: tx)
        if newest < end {
            // The whole database was put back to an earlier moment.
            (knowledge, end, isAnew) = (LogKnowledge(), 0, true)
            newest = try advance(in: tx)
        }
        if end < newest { knowledge.look(at: try writers(in: tx), newest: newest, beyond: end) }
        knowledge.add(LogKnowledge.End(position: end, since: .now))
    }

    /// Goes on to the last row before a missing number, or to the newest; answers the newest.
    private mutating func advance(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        while true {
            let rows = try tx.first(
                """
                SELECT count(*), coalesce(max(id), 0), min(before) FILTER (WHERE id > before + 1), \
                (SELECT coalesce(max(id), 0) FROM audit_log) FROM (SELECT id, lag(id, 1, \(end)) OVER (ORDER BY id) AS before \
                FROM audit_log WHERE id > \(end) ORDER BY id LIMIT \(Self.window)) AS rows
                """
            ) { row in (count: row.integer(0), last: row.integer(1), gap: Int?.read(row, 2), newest: row.integer(3)) }
            guard let rows, rows.count > 0 else { return rows?.newest ?? 0 }
            if case .some(.some(let before)) = rows.gap {
                end = before
                return rows.newest
            }
            end = rows.last
            if rows.count < Self.window { return rows.newest }
        }
    }

    /// Those who may still bring a row whose number they have drawn, by virtual transaction id.
    private func writers(in tx: borrowing Transaction) throws(TaskFlowError) -> Set<String> {
        let sql: SQL = """
            SELECT virtualtransaction FROM pg_locks WHERE relation = 'audit_log'::regclass AND granted \
            AND mode = 'RowExclusiveLock' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        return Set(try tx.all(sql) { $0.text(0) })
    }
}
