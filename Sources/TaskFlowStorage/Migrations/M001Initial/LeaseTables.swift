extension M001Initial {
    /// Whom each task was granted to last. A row stays with its task, so that no generation is given twice; while a lease runs it
    /// has an end. Heartbeats change this row alone: the task's own, with its many indexes, stays as it is.
    enum LeaseTables {
        static func statements(_ dialect: Dialect) -> [String] {
            [
                leases(dialect),
                "CREATE INDEX task_leases_by_end ON task_leases (expires_at) WHERE expires_at IS NOT NULL",
                "CREATE INDEX task_leases_released ON task_leases (tenant_id, released_by, released_at) WHERE released_by IS NOT NULL",
                state(dialect), "INSERT INTO lease_state (id, swept_at, floor) VALUES (1, 0, 0)",
            ]
        }

        // No key is referred to: it may be thrown away one day, and the grant is over then. A worker is null where the task was
        // taken away from them.
        private static func leases(_ dialect: Dialect) -> String {
            """
            CREATE TABLE task_leases (
                task_id \(dialect.integerType) NOT NULL PRIMARY KEY REFERENCES tasks (id) ON DELETE CASCADE,
                tenant_id \(dialect.text) NOT NULL,
                worker_id \(dialect.text),
                key_id \(dialect.integerType),
                generation \(dialect.integerType) NOT NULL CHECK (generation >= 1),
                is_fenced \(dialect.integerType) NOT NULL CHECK (is_fenced IN (0, 1)),
                term \(dialect.integerType) NOT NULL CHECK (term > 0),
                renewed_at \(dialect.integerType) NOT NULL,
                expires_at \(dialect.integerType),
                heartbeat_before \(dialect.integerType),
                expiries \(dialect.integerType) NOT NULL DEFAULT 0 CHECK (expiries >= 0),
                seen_version \(dialect.integerType) NOT NULL,
                released_by \(dialect.text),
                released_at \(dialect.integerType),
                CHECK ((expires_at IS NULL) = (heartbeat_before IS NULL))
            )\(dialect.tableSuffix)
            """
        }

        /// One row: when any server last looked for leases that are over, and above which generation new ones begin.
        private static func state(_ dialect: Dialect) -> String {
            """
            CREATE TABLE lease_state (
                id \(dialect.integerType) NOT NULL PRIMARY KEY CHECK (id = 1),
                swept_at \(dialect.integerType) NOT NULL,
                floor \(dialect.integerType) NOT NULL
            )\(dialect.tableSuffix)
            """
        }
    }
}

extension MovedTable {
    /// Old exports know of no leases. Those of a new one are over where it is read: the agents work for the other database.
    static let taskLeases = MovedTable(
        "task_leases", key: ["task_id"], ifMissing: .fill("SELECT 1"),
        .integer("task_id"), .text("tenant_id"), .text("worker_id"), .integer("key_id"), .integer("generation"),
        .integer("is_fenced"), .integer("term"), .integer("renewed_at"), .integer("expires_at"),
        .integer("heartbeat_before"), .integer("expiries"), .integer("seen_version"), .text("released_by"),
        .integer("released_at"))
}
