internal import Synchronization
internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The end of the audit log: the largest number of which it is certain that no smaller one is still to come.
///
/// SQLite has one writer, which gives numbers in the order of commits. PostgreSQL gives a row its number before it commits:
/// row 12 may be there while 11 is still to come, or never comes because its transaction failed. What tells the two apart
/// are locks: whoever draws a number has locked the table before, and keeps the lock until what it wrote is visible or gone.
/// So a number is lost for ever when it is missing from a snapshot that was taken after all those writers had ended who
/// were there when it was first missed. Transactions that write elsewhere hold up nothing.
enum LogEnd {
    /// How many rows are looked at in one statement for a number that is missing.
    static let window = 10_000

    // What was found out once stays true: a unit of work that runs twice does no harm. By epoch and database, as a copy of a
    // database has its epoch.
    private static let known = Mutex<[String: LogKnowledge]>([:])

    /// The largest number that there is, 0 without any.
    static func newest(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        try tx.value("SELECT coalesce(max(id), 0) FROM audit_log", as: Int.self) ?? 0
    }

    /// The end, as the transaction's snapshot has it: all rows up to there are in the snapshot.
    static func find(in tx: borrowing Transaction) throws(TaskFlowError) -> EventCursor {
        let epoch = try LogEpoch.read(in: tx)
        guard tx.dialect == .postgres else {
            return EventCursor(epoch: epoch, position: try newest(in: tx))
        }
        guard let (begun, database) = try tx.first(PostgresMoment.sql, { ($0.integer(0), $0.integer(1)) }) else {
            throw .internal("the database has no name")
        }
        let log = "\(epoch)/\(database)"
        var search = LogSearch(known.withLock { $0[log] } ?? LogKnowledge(), begun: begun)
        try search.run(in: tx)
        let found = search.knowledge
        known.withLock { all in
            // Of as many databases as a test may have; a server has one.
            if all.count > 64 { all.removeAll() }
            all[log, default: LogKnowledge()].merge(found)
        }
        return EventCursor(epoch: epoch, position: search.end)
    }
}

/// PostgreSQL's clock, in microseconds.
private enum PostgresMoment {
    /// When the transaction began, before its snapshot was taken; and the number of the database that it is in.
    static let sql: SQL = """
        SELECT (extract(epoch FROM now()) * 1000000)::bigint, \
        (SELECT oid FROM pg_database WHERE datname = current_database())::bigint
        """
    /// Now, when the row that it stands in was made.
    static let now: SQL = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
}

/// What this process has found out about one log.
struct LogKnowledge: Sendable {
    /// An end that was found, and a moment at which every row up to it was visible.
    struct End: Sendable {
        var position = 0
        var since = 0
    }

    /// Numbers that are missing between rows that are there.
    struct Gap: Sendable {
        var after: Int
        var through: Int
        /// Who was writing when the gap was first seen, by virtual transaction id.
        var writers: Set<String>
        /// A moment by which all of them had ended.
        var clearedAt: Int?
    }

    /// The newest last, half a second apart or more: a transaction that began before the newest was found uses an older one.
    private(set) var ends = [End()]
    var gap: Gap?

    /// The newest end that a transaction which began at that moment sees whole.
    func end(begun: Int) -> End { ends.last { $0.since < begun } ?? End() }

    mutating func merge(_ other: LogKnowledge) {
        if let end = other.ends.last { add(end) }
        if let gap = other.gap, gap.after >= ends.last?.position ?? 0 { self.gap = gap }
    }

    mutating func add(_ end: End) {
        guard let newest = ends.last, end.position >= newest.position else { return }
        if ends.count > 1, end.since - ends[ends.count - 2].since < 500_000 { ends.removeLast() }
        ends.append(end)
        if ends.count > 8 { ends.remove(at: 1) }
    }
}

/// One transaction's search for the end of the log, on PostgreSQL.
private struct LogSearch {
    private(set) var knowledge: LogKnowledge
    private(set) var end: Int
    private let begun: Int

    init(_ knowledge: LogKnowledge, begun: Int) {
        self.knowledge = knowledge
        self.begun = begun
        end = knowledge.end(begun: begun).position
    }

    mutating func run(in tx: borrowing Transaction) throws(TaskFlowError) {
        if end > 0, try LogEnd.newest(in: tx) < end {
            // The whole database was put back to an earlier moment.
            (knowledge, end) = (LogKnowledge(), 0)
        }
        while let next = try advance(in: tx) {
            if isLost(through: next - 1) {
                end = next - 1
                knowledge.gap = nil
            } else {
                try watch(through: next - 1, in: tx)
                break
            }
        }
        let now = try tx.value("SELECT " + PostgresMoment.now, as: Int.self) ?? begun
        knowledge.add(LogKnowledge.End(position: end, since: now))
    }

    /// Goes on to the last row before a missing number; answers the row behind it, or nil when no number is missing.
    private mutating func advance(in tx: borrowing Transaction) throws(TaskFlowError) -> Int? {
        while true {
            let rows = try tx.first(
                """
                SELECT count(*), coalesce(max(id), 0), min(id) FILTER (WHERE id > before + 1), \
                min(before) FILTER (WHERE id > before + 1) FROM (SELECT id, lag(id, 1, \(end)) OVER (ORDER BY id) AS before \
                FROM audit_log WHERE id > \(end) ORDER BY id LIMIT \(LogEnd.window)) AS rows
                """
            ) { row in (count: row.integer(0), last: row.integer(1), next: Int?.read(row, 2), before: Int?.read(row, 3))
            }
            guard let rows, rows.count > 0 else { return nil }
            if case .some(.some(let next)) = rows.next, case .some(.some(let before)) = rows.before {
                end = before
                return next
            }
            end = rows.last
            if rows.count < LogEnd.window { return nil }
        }
    }

    /// Whether the numbers behind the end and through that one will never come.
    private func isLost(through: Int) -> Bool {
        guard let gap = knowledge.gap, gap.after == end, through <= gap.through, let cleared = gap.clearedAt else {
            return false
        }
        return cleared < begun
    }

    /// Notes who may still bring the missing numbers, and when they are gone.
    private mutating func watch(through: Int, in tx: borrowing Transaction) throws(TaskFlowError) {
        let locks: SQL = """
            SELECT coalesce(string_agg(virtualtransaction, ','), ''), \(PostgresMoment.now) FROM pg_locks \
            WHERE relation = 'audit_log'::regclass AND granted AND mode <> 'AccessShareLock' \
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        guard let (names, now) = try tx.first(locks, { row in (row.text(0), row.integer(1)) }) else { return }
        let writers = Set(names.split(separator: ",").map(String.init))
        if var gap = knowledge.gap, gap.after == end, through <= gap.through {
            if gap.clearedAt == nil, gap.writers.isDisjoint(with: writers) { gap.clearedAt = now }
            knowledge.gap = gap
        } else {
            knowledge.gap = LogKnowledge.Gap(
                after: end, through: through, writers: writers, clearedAt: writers.isEmpty ? now : nil)
        }
    }
}
