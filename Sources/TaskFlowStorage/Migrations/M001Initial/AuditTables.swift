extension M001Initial {
    /// The audit log. It has no foreign keys, because it outlives the rows it tells of. Triggers keep it append-only.
    ///
    /// Its words (`entity_type`, `actor_type`, `action`, `via`) have no CHECK constraint: later versions add words, and
    /// SQLite cannot alter a constraint. The enums of TaskFlowDomain guard what is written.
    enum AuditTables {
        static func statements(_ dialect: Dialect) -> [String] {
            [table(dialect)] + indexes + (dialect == .sqlite ? sqliteTriggers : postgresTriggers) + epoch(dialect)
        }

        /// One row: which log this is. Positions in a log are good with its epoch alone; see ``LogEpoch``.
        private static func epoch(_ dialect: Dialect) -> [String] {
            [
                "CREATE TABLE log_epoch (epoch \(dialect.text) NOT NULL PRIMARY KEY)\(dialect.tableSuffix)",
                "INSERT INTO log_epoch (epoch) VALUES (\(dialect.randomName))",
            ]
        }

        private static func table(_ dialect: Dialect) -> String {
            """
            CREATE TABLE audit_log (
                id \(dialect.identityColumn),
                tenant_id \(dialect.text) NOT NULL,
                entity_type \(dialect.text) NOT NULL,
                entity_id \(dialect.text) NOT NULL,
                task_id \(dialect.integerType),
                project_id \(dialect.integerType),
                project_slug \(dialect.text),
                worker_id \(dialect.text),
                actor_id \(dialect.text) NOT NULL,
                actor_type \(dialect.text) NOT NULL,
                action \(dialect.text) NOT NULL,
                via \(dialect.text) NOT NULL,
                request_id \(dialect.text) NOT NULL,
                timestamp \(dialect.integerType) NOT NULL,
                context \(dialect.text) NOT NULL
            )\(dialect.tableSuffix)
            """
        }

        private static let indexes = [
            "CREATE INDEX audit_log_by_tenant ON audit_log (tenant_id, id)",
            "CREATE INDEX audit_log_by_task ON audit_log (task_id, id) WHERE task_id IS NOT NULL",
            "CREATE INDEX audit_log_by_project ON audit_log (project_id, id) WHERE project_id IS NOT NULL",
            // What was imported and then deleted is known by the log alone.
            "CREATE INDEX audit_log_imported ON audit_log (project_id, id) WHERE action = 'imported'",
        ]

        private static let sqliteTriggers = ["UPDATE", "DELETE"].map { event in
            """
            CREATE TRIGGER audit_log_no_\(event.lowercased()) BEFORE \(event) ON audit_log
            BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
            """
        }

        private static let postgresTriggers = [
            """
            CREATE FUNCTION audit_log_append_only() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$
            """,
            """
            CREATE TRIGGER audit_log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
            FOR EACH STATEMENT EXECUTE FUNCTION audit_log_append_only()
            """,
        ]
    }
}

extension MovedTable {
    static let auditLog = MovedTable(
        "audit_log", key: ["id"], isCounted: true,
        .integer("id"), .text("tenant_id"), .text("entity_type"), .text("entity_id"), .integer("task_id"),
        .integer("project_id"), .text("project_slug"), .text("worker_id"), .text("actor_id"), .text("actor_type"),
        .text("action"), .text("via"), .text("request_id"), .integer("timestamp"), .text("context"))
}
