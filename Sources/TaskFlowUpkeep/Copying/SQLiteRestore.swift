internal import Foundation
internal import GRDB
package import TaskFlowDomain
package import TaskFlowStorage

/// Puts a backup in the place of a database, wholly or not at all: SQLite's own journal keeps what was there until all is
/// written, whatever happens meanwhile.
package enum SQLiteRestore {
    /// What came of it.
    package struct Outcome: Sendable, Equatable {
        /// What the backup holds.
        package let restored: SQLiteCopy
        /// Where a file that was no readable database was put aside.
        package let putAside: String?
    }

    /// Restores a backup.
    ///
    /// - Parameters:
    ///   - backup: a file that ``SQLiteBackup`` made, or any whole copy of a database.
    ///   - replaces: whether a database that is there already may be replaced. One that another program has open never is.
    ///   - adapt: brings a copy of the backup into accord with what it is to replace, before it does.
    /// - Throws: One sentence for the operator. Nothing was changed then.
    package static func restore<T>(
        _ backup: String, to path: String, replaces: Bool,
        adapting adapt: (any TaskFlowStorage.Database, ReplacedDatabase) async throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> (outcome: Outcome, adapted: T) {
        let found = try check(backup)
        if SQLiteFile.isSame(backup, path) { throw .unavailable("\(backup) is the database itself") }
        let isNew = SQLiteFile.size(path) == 0
        guard isNew || replaces else {
            throw .unavailable("There is a database at \(path) already: --yes replaces it")
        }
        let putAside = isNew ? nil : try SQLiteAside.putIfUnreadable(path)
        do throws(TaskFlowError) {
            let adapted = try await exchange(path, for: backup, adapt)
            return (Outcome(restored: found, putAside: putAside), adapted)
        } catch {
            if isNew || putAside != nil { unlink(path) }
            throw error
        }
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

    /// The database that is replaced is held from before it is read until it is no more.
    private static func exchange<T>(
        _ path: String, for backup: String,
        _ adapt: (any TaskFlowStorage.Database, ReplacedDatabase) async throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        let (target, replaced) = try hold(path)
        let scratch = try PartialFile(path, replaces: true)
        defer { for part in ["", "-wal", "-shm", "-journal"] { unlink(scratch.path + part) } }
        try copy(backup, to: scratch.path)
        let adapted = try await adapting(scratch.path, to: replaced, adapt)
        try write(scratch.path, to: target, path)
        return adapted
    }

    private static func adapting<T>(
        _ scratch: String, to replaced: ReplacedDatabase,
        _ adapt: (any TaskFlowStorage.Database, ReplacedDatabase) async throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        let copy = try SQLiteDatabase(.file(scratch), readers: 1)
        do throws(TaskFlowError) {
            let adapted = try await adapt(copy, replaced)
            await copy.close()
            return adapted
        } catch {
            await copy.close()
            throw error
        }
    }

    private static func hold(_ path: String) throws(TaskFlowError) -> (DatabaseQueue, ReplacedDatabase) {
        do {
            let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw SQLiteCopyFault(reason: FileFault.reason) }
            // Closing it would take away locks, which this process does not hold yet.
            close(descriptor)
            let target = try DatabaseQueue(path: path)
            let replaced = try target.writeWithoutTransaction { database in
                // Leaving WAL takes the file for oneself: it is refused while anyone else has it open.
                try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
                let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
                if mode != "delete" { throw DatabaseError(resultCode: .SQLITE_BUSY) }
                return try ReplacedDatabase(database)
            }
            return (target, replaced)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            throw .unavailable("The database \(path) is in use: stop the server first")
        } catch {
            throw SQLiteFile.refusal("write to", path, error)
        }
    }

    private static func copy(_ backup: String, to scratch: String) throws(TaskFlowError) {
        do {
            let (source, copy) = (try open(backup), try DatabaseQueue(path: scratch))
            try source.backup(to: copy)
            try source.close()
            try copy.close()
        } catch {
            throw SQLiteFile.refusal("copy", backup, error)
        }
    }

    private static func write(_ scratch: String, to target: DatabaseQueue, _ path: String) throws(TaskFlowError) {
        do {
            let source = try DatabaseQueue(path: scratch)
            try source.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
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
