extension M001Initial {
    /// What is said about tasks: comments, whom they mention, and links. They go with their task.
    enum WordTables {
        static func statements(_ dialect: Dialect) -> [String] {
            [comments(dialect), mentions(dialect), links(dialect)] + indexes
        }

        private static func comments(_ dialect: Dialect) -> String {
            """
            CREATE TABLE comments (
                id \(dialect.identityColumn),
                tenant_id \(dialect.text) NOT NULL,
                task_id \(dialect.integerType) NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
                author_id \(dialect.text) NOT NULL,
                author_type \(dialect.text) NOT NULL CHECK (author_type IN ('human', 'agent')),
                created_at \(dialect.integerType) NOT NULL,
                edited_at \(dialect.integerType),
                deleted_at \(dialect.integerType),
                text \(dialect.text) CHECK (length(text) BETWEEN 1 AND 65536),
                CHECK ((text IS NULL) = (deleted_at IS NOT NULL)),
                FOREIGN KEY (tenant_id, author_id) REFERENCES workers (tenant_id, id)
            )\(dialect.tableSuffix)
            """
        }

        /// Who is to read a comment, once a comment and worker; `done_at` is when they said that they have.
        private static func mentions(_ dialect: Dialect) -> String {
            """
            CREATE TABLE mentions (
                id \(dialect.identityColumn),
                tenant_id \(dialect.text) NOT NULL,
                worker_id \(dialect.text) NOT NULL,
                task_id \(dialect.integerType) NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
                comment_id \(dialect.integerType) NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
                created_at \(dialect.integerType) NOT NULL,
                done_at \(dialect.integerType),
                UNIQUE (comment_id, worker_id),
                FOREIGN KEY (tenant_id, worker_id) REFERENCES workers (tenant_id, id)
            )\(dialect.tableSuffix)
            """
        }

        private static func links(_ dialect: Dialect) -> String {
            """
            CREATE TABLE task_links (
                id \(dialect.identityColumn),
                tenant_id \(dialect.text) NOT NULL,
                task_id \(dialect.integerType) NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
                url \(dialect.text) NOT NULL CHECK (length(url) BETWEEN 1 AND 2048),
                title \(dialect.text) CHECK (length(title) BETWEEN 1 AND 200),
                added_by \(dialect.text) NOT NULL,
                created_at \(dialect.integerType) NOT NULL,
                UNIQUE (task_id, url),
                FOREIGN KEY (tenant_id, added_by) REFERENCES workers (tenant_id, id)
            )\(dialect.tableSuffix)
            """
        }

        private static let indexes = [
            "CREATE INDEX comments_by_task ON comments (task_id, id)",
            "CREATE INDEX mentions_open ON mentions (tenant_id, worker_id, id) WHERE done_at IS NULL",
            "CREATE INDEX mentions_by_task ON mentions (task_id)",
        ]
    }
}

// Old exports know of none of them.
extension MovedTable {
    static let comments = MovedTable(
        "comments", key: ["id"], isCounted: true, ifMissing: .fill("SELECT 1"),
        .integer("id"), .text("tenant_id"), .integer("task_id"), .text("author_id"), .text("author_type"),
        .integer("created_at"), .integer("edited_at"), .integer("deleted_at"), .text("text"))

    static let mentions = MovedTable(
        "mentions", key: ["id"], isCounted: true, ifMissing: .fill("SELECT 1"),
        .integer("id"), .text("tenant_id"), .text("worker_id"), .integer("task_id"), .integer("comment_id"),
        .integer("created_at"), .integer("done_at"))

    static let taskLinks = MovedTable(
        "task_links", key: ["id"], isCounted: true, ifMissing: .fill("SELECT 1"),
        .integer("id"), .text("tenant_id"), .integer("task_id"), .text("url"), .text("title"), .text("added_by"),
        .integer("created_at"))
}
