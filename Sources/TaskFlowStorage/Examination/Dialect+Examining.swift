internal import TaskFlowDomain
internal import TaskFlowSchema

extension Dialect {
    /// What the engine itself finds broken, a sentence each.
    func faults(in tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        switch self {
        case .sqlite:
            let pages = try tx.all("SELECT * FROM pragma_integrity_check(10)") { $0.text(0) }
            let references = try tx.all(
                "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY \"table\" ORDER BY \"table\""
            ) { row in "\(row.integer(1)) rows of \(row.text(0)) refer to rows that are not there" }
            // The first of them has a title of its own: `*** in database main ***`.
            let lines = pages.flatMap { $0.split(separator: "\n") }.filter { $0 != "ok" && !$0.hasPrefix("***") }
            return lines.map(String.init) + references
        case .postgres:
            return try tx.all(Self.postgresFaults) { $0.text(0) }
        }
    }

    /// The server's own clock.
    func clock(in tx: borrowing Transaction) throws(TaskFlowError) -> Timestamp? {
        if self == .sqlite { return nil }
        return try tx.value("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint", as: Timestamp.self)
    }

    private static let postgresFaults: SQL = """
        SELECT 'the index ' || i.indexrelid::regclass || ' is not valid' FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace
        UNION ALL
        SELECT 'the constraint ' || conname || ' of ' || conrelid::regclass || ' was never checked' FROM pg_constraint
        WHERE NOT convalidated AND connamespace = current_schema()::regnamespace
        UNION ALL
        SELECT checksum_failures || ' pages have a wrong checksum' FROM pg_stat_database
        WHERE datname = current_database() AND checksum_failures > 0
        """
}
