package import GRDB
internal import GRDBSQLite

extension Configuration {
    /// How each connection to an SQLite database is opened.
    ///
    /// - Parameter busySeconds: how long a statement waits for another program's lock.
    package static func taskFlow(_ location: SQLiteDatabase.Location, readOnly: Bool, busySeconds: Double)
        -> Configuration
    {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(busySeconds)
        // GRDB would end the program where a transaction could not be rolled back; the runner tries again instead.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(sql: pragmas)
            if case .file = location, !readOnly { try database.makeDurable() }
        }
        return configuration
    }

    /// LIKE heeds case as PostgreSQL's does; recursive triggers let `REPLACE` not slip past the audit's DELETE trigger.
    private static let pragmas = """
        PRAGMA foreign_keys = ON;
        PRAGMA trusted_schema = OFF;
        PRAGMA recursive_triggers = ON;
        PRAGMA case_sensitive_like = ON;
        """
}

extension GRDB.Database {
    /// GRDB's own `journalMode` is not used: it sets `synchronous` to NORMAL, and a power cut could then undo commits.
    fileprivate func makeDurable() throws {
        // SQLite opens a protected file for reading alone, without a word.
        if sqlite3_db_readonly(sqliteConnection, "main") == 1 { throw DatabaseError(resultCode: .SQLITE_READONLY) }
        let mode = try String.fetchOne(self, sql: "PRAGMA journal_mode = WAL")
        if mode != "wal" { throw DatabaseError(resultCode: .SQLITE_NOLFS, message: "no WAL") }
        try execute(sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864")
    }
}
