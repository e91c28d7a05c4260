internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

extension Dialect {
    /// Pages that hold what they should not, a sentence each. PostgreSQL tells them by what it met so far.
    func pageFaults(in tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        if self == .postgres { return try tx.all(Self.postgresFaults) { $0.text(0) } }
        let found = try tx.all("SELECT * FROM pragma_integrity_check(10)") { $0.text(0) }
        // The first of them has a title of its own: `*** in database main ***`.
        let lines = found.flatMap { $0.split(separator: "\n") }.filter { $0 != "ok" && !$0.hasPrefix("***") }
        return lines.map(String.init)
    }

    /// References that lead nowhere, which PostgreSQL never lets be.
    func referenceFaults(in tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        if self == .postgres { return [] }
        return try tx.all(Self.sqliteReferences) { $0.text(0) }
    }

    /// The server's own clock.
    func clock(in tx: borrowing Transaction) throws(TaskFlowError) -> Timestamp? {
        if self == .sqlite { return nil }
        return try tx.value("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint", as: Timestamp.self)
    }

    private static let sqliteReferences: SQL = """
        SELECT count(*) || ' rows of ' || "table" || ' refer to rows that are not there' FROM pragma_foreign_key_check
        GROUP BY "table" ORDER BY "table"
        """

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
