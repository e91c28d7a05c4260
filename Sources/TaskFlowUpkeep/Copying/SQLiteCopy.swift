internal import GRDB
internal import TaskFlowDomain
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
