extension SQLiteConnection {
    /// The files that are open; nil for a database in memory.
    func files(of location: SQLiteDatabase.Location) -> SQLiteFiles? {
        guard case .file(let path) = location, let resolved = use({ $0.fileInUse }) ?? nil else { return nil }
        return SQLiteFiles(path, resolved: resolved)
    }
}

extension SQLiteSession {
    /// The file, once something was read: the log and its index are there then.
    fileprivate var fileInUse: String? {
        try? later("SELECT count(*) FROM sqlite_schema")
        return file
    }
}
