package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// What a look at a database found, for whoever runs it.
package struct DatabaseExamination: Sendable, Equatable {
    /// What kind of engine it is: `SQLite 3.45.0`.
    package let engine: String
    /// Whether the engine is of a version that TaskFlow can do with.
    package let isEngineSupported: Bool
    /// The number of the newest migration that is applied, 0 for none.
    package let schema: Int
    /// Whether the migrations that are applied are those of this program, as far as it has them.
    package let isSchemaKnown: Bool
    /// What is broken inside, a sentence each; ten at most.
    package let faults: [String]
    /// The server's clock; nil where the database is in this very process.
    package let clock: Timestamp?
    /// When the newest change was made.
    package let newestChange: Timestamp?
}

extension Database {
    /// Looks at every page of an SQLite file, and at what PostgreSQL tells of itself. It changes nothing; a large database
    /// takes its time.
    package func examine() async throws(TaskFlowError) -> DatabaseExamination {
        let pages = try await pageFaults()
        return try await read { tx throws(TaskFlowError) in
            let (schema, engine) = (try Migration.version(in: tx), try EngineVersion.of(tx))
            var (faults, newest): ([String], Timestamp?) = (pages, nil)
            // Of broken pages nothing more can be told.
            let mayAsk = pages.isEmpty && schema <= Migration.all.count
            let isKnown = mayAsk ? try Migration.areKnown(in: tx) : true
            if pages.isEmpty, schema == Migration.all.count, isKnown {
                faults =
                    try tx.dialect.referenceFaults(in: tx) + MovedTable.faults(in: tx) + TaskCounters.faults(in: tx)
                    + TaskTotals.faults(in: tx) + TaskLeases.faults(in: tx) + TaskWords.faults(in: tx)
                newest = try tx.newestChange()
            }
            return DatabaseExamination(
                engine: engine.name, isEngineSupported: engine.isSupported, schema: schema,
                isSchemaKnown: isKnown, faults: Array(faults.prefix(10)), clock: try tx.dialect.clock(in: tx),
                newestChange: newest)
        }
    }

    /// When the newest change was made; nil where none was made. The schema must be there.
    package func newestChange() async throws(TaskFlowError) -> Timestamp? {
        try await read { tx throws(TaskFlowError) in try tx.newestChange() }
    }

    /// SQLite may give up in the middle of its check, and then cannot even end the transaction.
    private func pageFaults() async throws(TaskFlowError) -> [String] {
        do throws(TaskFlowError) {
            return try await read { tx throws(TaskFlowError) in try tx.dialect.pageFaults(in: tx) }
        } catch {
            guard dialect == .sqlite, error.code == .unavailable else { throw error }
            return ["some pages cannot be read at all: \(error.message)"]
        }
    }
}

extension Transaction {
    /// By the key: there is no index by time.
    fileprivate borrowing func newestChange() throws(TaskFlowError) -> Timestamp? {
        try value("SELECT timestamp FROM audit_log ORDER BY id DESC LIMIT 1")
    }
}

extension MovedTable {
    /// Numbers that would be given a second time.
    fileprivate static func faults(in tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        var faults: [String] = []
        for table in all where table.isCounted {
            let (given, highest) = (try table.given(in: tx), try table.highest(in: tx))
            if given < highest { faults.append("the counter of \(table.name) is \(given), behind number \(highest)") }
        }
        return faults
    }
}

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

/// What an engine says it is.
struct EngineVersion {
    let name: String
    let isSupported: Bool

    /// SQLite 3.40 and PostgreSQL 15 are the oldest that take the program's SQL.
    static func of(_ tx: borrowing Transaction) throws(TaskFlowError) -> EngineVersion {
        switch tx.dialect {
        case .sqlite:
            let text = try tx.value("SELECT sqlite_version()", as: String.self) ?? ""
            let parts = text.split(separator: ".").compactMap { Int($0) }
            return EngineVersion(name: "SQLite \(text)", isSupported: !parts.lexicographicallyPrecedes([3, 40]))
        case .postgres:
            let text = try tx.value("SELECT current_setting('server_version')", as: String.self) ?? ""
            let number = try tx.value("SELECT current_setting('server_version_num')::bigint", as: Int.self) ?? 0
            return EngineVersion(name: "PostgreSQL \(text)", isSupported: number >= 150_000)
        }
    }
}
