extension M001Initial {
    /// Workers, and what they sign in with. Secrets are kept as SHA-256 alone.
    enum CrewTables {
        static func statements(_ dialect: Dialect) -> [String] {
            [workers(dialect), adminPeople, keys(dialect), keysByWorker, sessions(dialect), signInCodes(dialect)]
                + indexes
        }

        private static func workers(_ dialect: Dialect) -> String {
            """
            CREATE TABLE workers (
                tenant_id \(dialect.text) NOT NULL,
                id \(dialect.text) NOT NULL CHECK (length(id) BETWEEN 1 AND 255),
                handle \(dialect.text) NOT NULL CHECK (length(handle) BETWEEN 2 AND 51),
                name \(dialect.text) NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
                type \(dialect.text) NOT NULL CHECK (type IN ('human', 'agent')),
                role \(dialect.text) NOT NULL CHECK (role IN ('admin', 'member')),
                agent_type \(dialect.text),
                capabilities \(dialect.text) NOT NULL,
                registered_by \(dialect.text),
                max_held \(dialect.integerType) CHECK (max_held BETWEEN 1 AND 100),
                created_at \(dialect.integerType) NOT NULL,
                last_seen_at \(dialect.integerType),
                deleted_at \(dialect.integerType),
                PRIMARY KEY (tenant_id, id),
                UNIQUE (tenant_id, handle)
            )\(dialect.tableSuffix)
            """
        }

        // Whoever answers for agents that nobody registered is looked for with each task that they make.
        private static let adminPeople =
            "CREATE INDEX workers_admin_people ON workers (tenant_id, created_at, id) WHERE type = 'human' AND role = 'admin' AND deleted_at IS NULL"

        private static func keys(_ dialect: Dialect) -> String {
            """
            CREATE TABLE keys (
                id \(dialect.identityColumn),
                tenant_id \(dialect.text) NOT NULL,
                worker_id \(dialect.text) NOT NULL,
                name \(dialect.text) NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
                hash \(dialect.text) NOT NULL UNIQUE CHECK (length(hash) = 43),
                scopes \(dialect.text) NOT NULL,
                created_by \(dialect.text) NOT NULL,
                created_at \(dialect.integerType) NOT NULL,
                expires_at \(dialect.integerType),
                last_used_at \(dialect.integerType),
                revoked_at \(dialect.integerType),
                FOREIGN KEY (tenant_id, worker_id) REFERENCES workers (tenant_id, id)
            )\(dialect.tableSuffix)
            """
        }

        private static let keysByWorker = "CREATE INDEX keys_by_worker ON keys (tenant_id, worker_id, id)"

        private static let indexes = [
            "CREATE INDEX sessions_by_worker ON sessions (tenant_id, worker_id, created_at)",
            "CREATE INDEX sessions_by_end ON sessions (expires_at)",
            "CREATE INDEX sign_in_codes_by_end ON sign_in_codes (expires_at)",
        ]

        // A role is that of the SSO's token; local people have the worker's.
        private static func sessions(_ dialect: Dialect) -> String {
            """
            CREATE TABLE sessions (
                hash \(dialect.text) NOT NULL PRIMARY KEY CHECK (length(hash) = 43),
                tenant_id \(dialect.text) NOT NULL,
                worker_id \(dialect.text) NOT NULL,
                opened_by \(dialect.text) NOT NULL CHECK (opened_by IN ('code', 'token', 'key')),
                key_id \(dialect.integerType) REFERENCES keys (id),
                role \(dialect.text) CHECK (role IN ('admin', 'member')),
                scopes \(dialect.text) NOT NULL,
                created_at \(dialect.integerType) NOT NULL,
                expires_at \(dialect.integerType) NOT NULL,
                CHECK ((opened_by = 'key') = (key_id IS NOT NULL)),
                CHECK ((opened_by = 'token') = (role IS NOT NULL)),
                FOREIGN KEY (tenant_id, worker_id) REFERENCES workers (tenant_id, id)
            )\(dialect.tableSuffix)
            """
        }

        // Who made it: whoever is deleted is to come in by no link that they may have kept.
        private static func signInCodes(_ dialect: Dialect) -> String {
            """
            CREATE TABLE sign_in_codes (
                hash \(dialect.text) NOT NULL PRIMARY KEY CHECK (length(hash) = 43),
                tenant_id \(dialect.text) NOT NULL,
                worker_id \(dialect.text) NOT NULL,
                expires_at \(dialect.integerType) NOT NULL,
                created_by \(dialect.text) NOT NULL,
                FOREIGN KEY (tenant_id, worker_id) REFERENCES workers (tenant_id, id)
            )\(dialect.tableSuffix)
            """
        }
    }
}

extension MovedTable {
    static let workers = MovedTable(
        "workers", key: ["tenant_id", "id"],
        .text("tenant_id"), .text("id"), .text("handle"), .text("name"), .text("type"), .text("role"),
        .text("agent_type"), .text("capabilities"), .text("registered_by"),
        .integer("max_held", ifMissing: .null, fill: "UPDATE workers SET max_held = 5 WHERE type = 'agent'"),
        .integer("created_at"),
        .integer("last_seen_at"), .integer("deleted_at"))

    static let keys = MovedTable(
        "keys", key: ["id"], isCounted: true,
        .integer("id"), .text("tenant_id"), .text("worker_id"), .text("name"), .text("hash"), .text("scopes"),
        .text("created_by"), .integer("created_at"), .integer("expires_at"), .integer("last_used_at"),
        .integer("revoked_at"))
}
