/// Workers, and what they sign in with. Secrets are kept as SHA-256 alone.
enum CrewTables {
    static func statements(_ dialect: Dialect) -> [String] {
        [workers(dialect), keys(dialect), keysByWorker, sessions(dialect), signInCodes(dialect)]
    }

    private static func workers(_ dialect: Dialect) -> String {
        """
        CREATE TABLE workers (
            tenant_id TEXT NOT NULL,
            id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 255),
            handle TEXT NOT NULL CHECK (length(handle) BETWEEN 2 AND 51),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            type TEXT NOT NULL CHECK (type IN ('human', 'agent')),
            role TEXT NOT NULL CHECK (role IN ('admin', 'member')),
            agent_type TEXT,
            capabilities TEXT NOT NULL,
            registered_by TEXT,
            created_at \(dialect.integerType) NOT NULL,
            last_seen_at \(dialect.integerType),
            deleted_at \(dialect.integerType),
            PRIMARY KEY (tenant_id, id),
            UNIQUE (tenant_id, handle)
        )\(dialect.tableSuffix)
        """
    }

    private static func keys(_ dialect: Dialect) -> String {
        """
        CREATE TABLE keys (
            id \(dialect.identityColumn),
            tenant_id TEXT NOT NULL,
            worker_id TEXT NOT NULL,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 43),
            scopes TEXT NOT NULL,
            created_by TEXT NOT NULL,
            created_at \(dialect.integerType) NOT NULL,
            expires_at \(dialect.integerType),
            last_used_at \(dialect.integerType),
            revoked_at \(dialect.integerType),
            FOREIGN KEY (tenant_id, worker_id) REFERENCES workers (tenant_id, id)
        )\(dialect.tableSuffix)
        """
    }

    private static let keysByWorker = "CREATE INDEX keys_by_worker ON keys (tenant_id, worker_id, id)"

    private static func sessions(_ dialect: Dialect) -> String {
        """
        CREATE TABLE sessions (
            hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 43),
            tenant_id TEXT NOT NULL,
            worker_id TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('admin', 'member')),
            scopes TEXT NOT NULL,
            created_at \(dialect.integerType) NOT NULL,
            expires_at \(dialect.integerType) NOT NULL,
            FOREIGN KEY (tenant_id, worker_id) REFERENCES workers (tenant_id, id)
        )\(dialect.tableSuffix)
        """
    }

    private static func signInCodes(_ dialect: Dialect) -> String {
        """
        CREATE TABLE sign_in_codes (
            hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 43),
            tenant_id TEXT NOT NULL,
            worker_id TEXT NOT NULL,
            expires_at \(dialect.integerType) NOT NULL,
            FOREIGN KEY (tenant_id, worker_id) REFERENCES workers (tenant_id, id)
        )\(dialect.tableSuffix)
        """
    }
}
