internal import GRDB
package import TaskFlowDomain
internal import TaskFlowStorage

/// Copies an SQLite database while a server may be writing to it, by SQLite's backup API: the copy is of one moment, and
/// nobody waits for it.
package enum SQLiteBackup {
    /// Copies a database into an empty file, and looks whether the copy is whole.
    ///
    /// - Throws: One sentence for the operator, which names the database's path.
    package static func copy(_ path: String, to target: String) throws(TaskFlowError) -> SQLiteCopy {
        try SQLiteFile.require(path)
        do {
            let configuration = Configuration.taskFlow(.file(path), readOnly: true, busySeconds: 5)
            let source = try DatabaseQueue(path: path, configuration: configuration)
            let copy = try DatabaseQueue(path: target)
            try source.backup(to: copy)
            try source.close()
            let found = try copy.writeWithoutTransaction { database in
                // One file with all in it, which can be read from where nothing may be written.
                try database.execute(sql: "PRAGMA journal_mode = DELETE")
                return try SQLiteCopy(database)
            }
            try copy.close()
            return found
        } catch {
            throw SQLiteFile.refusal("back up", path, error)
        }
    }
}
