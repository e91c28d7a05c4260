extension M001Initial {
    /// How many tasks there are of each status, in each project and in none: a board tells it at each look, and to count a
    /// million rows takes a tenth of a second. Triggers keep it, so that no way of changing a task passes it by.
    ///
    /// SQLite counts in the row itself (`part` 0). PostgreSQL adds a row for each change, as a row that all count in would be
    /// waited for by all; a job merges them (`TotalsMerging`). The total is the sum of the parts.
    enum TotalTables {
        static func statements(_ dialect: Dialect) -> [String] {
            [table(dialect)] + (dialect == .sqlite ? sqliteTriggers : postgresTriggers)
        }

        private static func table(_ dialect: Dialect) -> String {
            """
            CREATE TABLE task_totals (
                tenant_id \(dialect.text) NOT NULL,
                project_id \(dialect.integerType) NOT NULL,
                status \(dialect.text) NOT NULL,
                part \(dialect.integerType) NOT NULL,
                total \(dialect.integerType) NOT NULL,
                PRIMARY KEY (tenant_id, project_id, status, part)
            )\(dialect.tableSuffix)\(dialect == .sqlite ? ", WITHOUT ROWID" : "")
            """
        }

        private static func count(_ row: String, _ change: Int, part: String) -> String {
            """
            INSERT INTO task_totals (tenant_id, project_id, status, part, total) \
            VALUES (\(row).tenant_id, coalesce(\(row).project_id, 0), \(row).status, \(part), \(change))
            """
        }

        private static let isMoved = "OLD.status <> NEW.status"

        private static let sqliteTriggers: [String] = {
            let upsert =
                " ON CONFLICT (tenant_id, project_id, status, part) DO UPDATE SET total = total + excluded.total;"
            let (add, remove) = (count("NEW", 1, part: "0") + upsert, count("OLD", -1, part: "0") + upsert)
            return [
                "CREATE TRIGGER task_totals_of_added AFTER INSERT ON tasks BEGIN \(add) END",
                "CREATE TRIGGER task_totals_of_removed AFTER DELETE ON tasks BEGIN \(remove) END",
                "CREATE TRIGGER task_totals_of_changed AFTER UPDATE OF status ON tasks WHEN \(isMoved) BEGIN \(remove) \(add) END",
            ]
        }()

        private static let postgresTriggers: [String] = {
            let part = "nextval('task_totals_parts')"
            return [
                "CREATE SEQUENCE task_totals_parts",
                """
                CREATE FUNCTION task_totals_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF TG_OP <> 'INSERT' THEN \(count("OLD", -1, part: part)); END IF;
                IF TG_OP <> 'DELETE' THEN \(count("NEW", 1, part: part)); END IF;
                RETURN NULL; END $$
                """,
                """
                CREATE TRIGGER task_totals_of_counted AFTER INSERT OR DELETE ON tasks FOR EACH ROW
                EXECUTE FUNCTION task_totals_note()
                """,
                """
                CREATE TRIGGER task_totals_of_changed AFTER UPDATE OF status ON tasks FOR EACH ROW WHEN (\(isMoved))
                EXECUTE FUNCTION task_totals_note()
                """,
            ]
        }()
    }
}
