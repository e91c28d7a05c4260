internal import Foundation
internal import GRDB
package import TaskFlowDomain
internal import TaskFlowStorage

/// What an SQLite file of TaskFlow holds, as far as an operator wants to know of a copy.
package struct SQLiteCopy: Sendable, Equatable {
    /// The number of its newest migration.
    package let schema: Int
    /// How many tasks there are.
    package let tasks: Int
}

extension SQLiteCopy {
    /// Looks into a database and at every page of it.
    ///
    /// - Throws: the end of a sentence that begins with the file.
    init(_ database: GRDB.Database) throws {
        guard try database.tableExists("schema_migrations"), try database.tableExists("tasks") else {
            throw SQLiteCopyFault(reason: "it is not a database of TaskFlow")
        }
        let found = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") ?? "nothing"
        guard found == "ok" else { throw SQLiteCopyFault(reason: "it is damaged (\(found))") }
        schema = try Int.fetchOne(database, sql: "SELECT coalesce(max(number), 0) FROM schema_migrations") ?? 0
        tasks = try Int.fetchOne(database, sql: "SELECT count(*) FROM tasks") ?? 0
        if schema > Migration.all.count {
            throw SQLiteCopyFault(
                reason: "it is newer than this program (schema \(schema), known up to \(Migration.all.count)): "
                    + "update the program")
        }
        let hasHashes = try database.columns(in: "schema_migrations").contains { $0.name == "hash" }
        let applied = "SELECT hash FROM schema_migrations WHERE number > 0 ORDER BY number"
        guard hasHashes, Migration.areKnown(hashes: try String.fetchAll(database, sql: applied), .sqlite) else {
            throw SQLiteCopyFault(reason: "it \(Migration.foreign)")
        }
    }
}

/// Why a file is not taken; the end of a sentence.
struct SQLiteCopyFault: Error {
    let reason: String
}

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

extension SQLiteBackup {
    /// How many tasks a database holds; `nil` where it cannot be read, which is no reason not to replace it.
    package static func tasks(in path: String) -> Int? {
        let configuration = Configuration.taskFlow(.file(path), readOnly: true, busySeconds: 5)
        guard let database = try? DatabaseQueue(path: path, configuration: configuration) else { return nil }
        return try? database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM tasks") }
    }
}

/// A database file that is copied from or to.
enum SQLiteFile {
    /// SQLite would make a file that is not there.
    static func require(_ path: String) throws(TaskFlowError) {
        guard FileManager.default.fileExists(atPath: path) else {
            throw .unavailable("There is no database at \(path)")
        }
    }

    /// Whether both are the same file, by whatever names.
    static func isSame(_ path: String, _ other: String) -> Bool {
        var (one, two) = (stat(), stat())
        guard stat(path, &one) == 0, stat(other, &two) == 0 else { return false }
        return one.st_dev == two.st_dev && one.st_ino == two.st_ino
    }

    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// One sentence for the operator.
    static func refusal(_ what: String, _ path: String, _ error: any Error) -> TaskFlowError {
        switch error {
        case let error as TaskFlowError: return error
        case let error as SQLiteCopyFault: return .unavailable("Cannot \(what) \(path): \(error.reason)")
        case let error as DatabaseError:
            let cause = "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")"
            let isDamaged = error.resultCode == .SQLITE_CORRUPT
            let reason = isDamaged ? "it is damaged" : error.reason
            return .unavailable("Cannot \(what) \(path): \(reason)", cause: cause)
        default: return .internal("\(error)")
        }
    }
}
