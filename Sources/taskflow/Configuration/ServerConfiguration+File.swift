extension ServerConfiguration {
    /// The database's file, if it is in one.
    var databaseFile: String? { if case .file(let path) = database { path } else { nil } }

    /// The database's file, for commands that are about SQLite alone.
    ///
    /// - Parameter tool: PostgreSQL's own tool for the same.
    func sqliteFile(for command: String, instead tool: String) throws(CommandFailure) -> String {
        switch database {
        case .file(let path): return path
        case .memory: throw .usage("\(command) is for a database in a file, and this one is in memory")
        case .postgres:
            throw .usage(
                "\(command) is for SQLite, and the database is PostgreSQL: use \(tool), or taskflow export and import")
        }
    }
}
