internal import Foundation
internal import GRDB
public import TaskFlowDomain

/// Puts a backup in the place of a database, wholly or not at all: SQLite's own journal keeps what was there until all is
/// written, whatever happens meanwhile.
public enum SQLiteRestore {
    /// What came of it.
    public struct Outcome: Sendable, Equatable {
        /// What the database holds now.
        public let restored: SQLiteCopy
        /// Where a file that was no readable database was put aside.
        public let putAside: String?
    }

    /// Restores a backup.
    ///
    /// - Parameters:
    ///   - backup: a file that ``SQLiteBackup`` made, or any whole copy of a database.
    ///   - replaces: whether a database that is there already may be replaced. One that another program has open never is.
    /// - Throws: One sentence for the operator. Nothing was changed then.
    public static func restore(
        _ backup: String, to path: String, replaces: Bool
    ) throws(TaskFlowError) -> Outcome {
        let found = try check(backup)
        if SQLiteFile.isSame(backup, path) { throw .unavailable("\(backup) is the database itself") }
        let isNew = SQLiteFile.size(path) == 0
        guard isNew || replaces else {
            throw .unavailable("There is a database at \(path) already: --force replaces it")
        }
        let putAside = isNew ? nil : try SQLiteAside.putIfUnreadable(path)
        do throws(TaskFlowError) { try write(backup, to: path) } catch {
            if isNew || putAside != nil { unlink(path) }
            throw error
        }
        return Outcome(restored: found, putAside: putAside)
    }

    private static func check(_ backup: String) throws(TaskFlowError) -> SQLiteCopy {
        try SQLiteFile.require(backup)
        do {
            let source = try open(backup)
            let found = try source.unsafeRead { try SQLiteCopy($0) }
            try source.close()
            return found
        } catch {
            throw SQLiteFile.refusal("restore", backup, error)
        }
    }

    private static func write(_ backup: String, to path: String) throws(TaskFlowError) {
        do {
            let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw SQLiteCopyFault(reason: FileFault.reason) }
            // Closing it would take away locks, which this process does not hold yet.
            close(descriptor)
            let (source, target) = (try open(backup), try DatabaseQueue(path: path))
            try target.writeWithoutTransaction { database in
                // Leaving WAL takes the file for oneself: it is refused while anyone else has it open.
                try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
                let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
                if mode != "delete" { throw DatabaseError(resultCode: .SQLITE_BUSY) }
            }
            try source.backup(to: target)
            try source.close()
            try target.close()
            if chmod(path, 0o600) != 0 { throw SQLiteCopyFault(reason: FileFault.reason) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            throw .unavailable("The database \(path) is in use: stop the server first")
        } catch {
            throw SQLiteFile.refusal("write to", path, error)
        }
    }

    private static func open(_ backup: String) throws -> DatabaseQueue {
        let configuration = Configuration.taskFlow(.file(backup), readOnly: true, busySeconds: 5)
        return try DatabaseQueue(path: backup, configuration: configuration)
    }
}
