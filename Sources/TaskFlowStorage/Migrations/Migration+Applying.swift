package import TaskFlowDomain

extension Migration {
    /// Applies the migration unless another process did so since the version was read.
    func apply(in tx: borrowing Transaction, of migrations: [Migration]) throws(TaskFlowError) {
        if let lock = tx.dialect.migrationLock { _ = try tx.first(lock) { _ in true } }
        try tx.execute(SQL(trusted: tx.dialect.migrationsTable))
        let version = try Self.version(in: tx)
        try Self.check(version, newest: migrations.count)
        try Self.requireKnown(migrations, in: tx)
        if version >= number { return }
        for statement in statements(tx.dialect) { try tx.execute(SQL(trusted: statement)) }
        try tx.execute(
            """
            INSERT INTO schema_migrations (number, name, applied_at, hash) \
            VALUES (\(number), \(name), \(tx.now), \(hash(tx.dialect)))
            """)
    }

    /// The number of the newest migration that the database has, 0 for none.
    package static func version(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        guard try tx.value(tx.dialect.hasMigrationsTable, as: Bool.self) == true else { return 0 }
        return try tx.value("SELECT coalesce(max(number), 0) FROM schema_migrations") ?? 0
    }

    /// Refuses a database that is newer than the program, which may not write into tables whose rules it does not know.
    package static func check(_ version: Int, newest: Int) throws(TaskFlowError) {
        if version <= newest { return }
        throw .unavailable(
            "The database is newer than this program (schema \(version), known up to \(newest)): update the program")
    }
}

extension Dialect {
    /// Held until the transaction ends, so that two processes never apply the same migration. SQLite has one writer.
    fileprivate var migrationLock: SQL? { self == .sqlite ? nil : "SELECT pg_advisory_xact_lock(7305809311)" }

    fileprivate var migrationsTable: String {
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number \(integerType) PRIMARY KEY, name \(text) NOT NULL, applied_at \(integerType) NOT NULL,
            hash \(text) NOT NULL
        )\(tableSuffix)
        """
    }

    fileprivate var hasMigrationsTable: SQL {
        switch self {
        case .sqlite: "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'"
        case .postgres: "SELECT to_regclass('schema_migrations') IS NOT NULL"
        }
    }
}
