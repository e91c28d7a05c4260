internal import Crypto
package import TaskFlowDomain
internal import TaskFlowSchema

// Before 0.2.0, the first release, the schema changed within its first migration, so the number alone does not tell which schema a
// database of those times has. What a release has made is frozen: ReleasedMigrationTests.
extension Migration {
    /// SHA-256 over its statements in that dialect, in lower-case hexadecimal; kept in the database that it made.
    func hash(_ dialect: Dialect) -> String {
        let text = statements(dialect).joined(separator: ";\n")
        return SHA256.hash(data: Array(text.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// Whether what was applied is what these migrations are. It must not be newer than they are.
    package static func areKnown(_ migrations: [Migration] = all, in tx: borrowing Transaction) throws(TaskFlowError)
        -> Bool
    {
        guard try version(in: tx) > 0 else { return true }
        guard try tx.value(tx.dialect.hasHashes, as: Int.self) == 1 else { return false }
        let applied = try tx.all("SELECT hash FROM schema_migrations WHERE number > 0 ORDER BY number") { $0.text(0) }
        return areKnown(hashes: applied, tx.dialect, of: migrations)
    }

    /// The same for hashes that were read.
    package static func areKnown(hashes applied: [String], _ dialect: Dialect, of migrations: [Migration] = all) -> Bool
    {
        applied == migrations.prefix(applied.count).map { $0.hash(dialect) }
    }

    /// Refuses tables that are not as this program makes them.
    package static func requireKnown(_ migrations: [Migration] = all, in tx: borrowing Transaction)
        throws(TaskFlowError)
    {
        if try !areKnown(migrations, in: tx) { throw .unavailable("The database \(foreign)") }
    }

    /// The end of a sentence that begins with the database.
    package static let foreign =
        "was made by another version of this program: run taskflow export with that version, then taskflow database "
        + "import with this one into a new database"
}

extension Dialect {
    /// 1 where the table of migrations has hashes, 0 where it is older than they are.
    fileprivate var hasHashes: SQL {
        switch self {
        case .sqlite: "SELECT count(*) FROM pragma_table_info('schema_migrations') WHERE name = 'hash'"
        case .postgres:
            """
            SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('schema_migrations') AND attname = 'hash' \
            AND NOT attisdropped
            """
        }
    }
}
