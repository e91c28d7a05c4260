internal import Foundation
internal import GRDB
package import TaskFlowDomain
package import TaskFlowStorage

/// What is to be known of an SQLite database before a backup takes its place: what was taken back since must not come back
/// with the backup, and no number be given twice.
package struct ReplacedDatabase: Sendable, Equatable {
    /// A worker who was taken out of the crew. The time of its registration tells it from another of the same name.
    package struct DeletedWorker: Sendable, Equatable {
        package let tenant: String
        package let id: String
        /// Milliseconds since 1970.
        package let createdAt: Int
    }

    /// The hashes of keys that were revoked.
    package internal(set) var revokedKeys: [String] = []
    package internal(set) var deletedWorkers: [DeletedWorker] = []
    /// The highest number that each table of ``MovedTable`` ever gave, by the table's name.
    package internal(set) var counters: [String: Int] = [:]

    /// The highest generation that a lease had.
    package internal(set) var generation = 0

    /// False where a part of it could not be read, as of a damaged file.
    package internal(set) var isComplete = true

    /// Reads what is there; a database of another program has nothing to tell.
    init(_ database: GRDB.Database) throws {
        try attempt { all throws in
            guard try database.tableExists("schema_migrations") else { return }
            try all.attempt { all throws in all.revokedKeys = try Self.revokedKeys(database) }
            try all.attempt { all throws in all.deletedWorkers = try Self.deletedWorkers(database) }
            try all.attempt { all throws in all.generation = try Self.generation(database) }
            for table in MovedTable.all where table.isCounted {
                try all.attempt { all throws in all.counters[table.name] = try Self.counter(of: table, database) }
            }
        }
    }

    /// A damaged page is no reason against the backup that is to mend it.
    private mutating func attempt(_ body: (inout ReplacedDatabase) throws -> Void) throws {
        do { try body(&self) } catch let error as DatabaseError where error.resultCode != .SQLITE_BUSY {
            isComplete = false
        }
    }

    private static func revokedKeys(_ database: GRDB.Database) throws -> [String] {
        try String.fetchAll(database, sql: "SELECT hash FROM keys WHERE revoked_at IS NOT NULL ORDER BY id")
    }

    private static func deletedWorkers(_ database: GRDB.Database) throws -> [DeletedWorker] {
        let sql = "SELECT tenant_id, id, created_at FROM workers WHERE deleted_at IS NOT NULL ORDER BY tenant_id, id"
        return try Row.fetchAll(database, sql: sql).map { DeletedWorker(tenant: $0[0], id: $0[1], createdAt: $0[2]) }
    }

    private static func generation(_ database: GRDB.Database) throws -> Int {
        guard try database.tableExists("task_leases") else { return 0 }
        let sql = "SELECT max((SELECT floor FROM lease_state), coalesce((SELECT max(generation) FROM task_leases), 0))"
        return try Int.fetchOne(database, sql: sql) ?? 0
    }

    private static func counter(of table: MovedTable, _ database: GRDB.Database) throws -> Int? {
        let given = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = '\(table.name)'), 0)"
        let highest = "coalesce((SELECT max(\(table.key[0])) FROM \(table.name)), 0)"
        return try Int.fetchOne(database, sql: "SELECT max(\(given), \(highest))")
    }

    /// Goes on counting after the highest numbers of both; answers those that were raised, in the order of the tables.
    package func raiseCounters(in tx: borrowing Transaction) throws(TaskFlowError) -> [(table: String, last: Int)] {
        var raised: [(table: String, last: Int)] = []
        for table in MovedTable.all where table.isCounted {
            guard let last = counters[table.name], try table.counter(in: tx) < last else { continue }
            try table.setCounter(last, in: tx)
            raised.append((table.name, last))
        }
        return raised
    }
}
