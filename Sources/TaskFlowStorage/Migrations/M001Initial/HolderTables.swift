extension M001Initial {
    /// Who held each task, as its assignee in progress, in review or blocked, since it was created or last reopened: what decides
    /// who may judge the work. Triggers keep it, so that no way of changing a task passes it by. None is there for new tasks: all
    /// are born pending, and an import brings its rows along.
    enum HolderTables {
        static func statements(_ dialect: Dialect) -> [String] {
            [table(dialect)] + (dialect == .sqlite ? sqliteTriggers : postgresTriggers)
        }

        private static func table(_ dialect: Dialect) -> String {
            """
            CREATE TABLE task_holders (
                task_id \(dialect.integerType) NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
                worker_id \(dialect.text) NOT NULL,
                PRIMARY KEY (task_id, worker_id)
            )\(dialect.tableSuffix)\(dialect == .sqlite ? ", WITHOUT ROWID" : "")
            """
        }

        private static let isHeld = "NEW.assigned_to IS NOT NULL AND NEW.status IN ('in_progress', 'review', 'blocked')"
        private static let isReopened = "OLD.status = 'completed' AND NEW.status <> 'completed'"
        private static let add =
            "INSERT INTO task_holders (task_id, worker_id) VALUES (NEW.id, NEW.assigned_to) ON CONFLICT DO NOTHING;"
        private static let clear = "DELETE FROM task_holders WHERE task_id = NEW.id;"

        private static let sqliteTriggers = [
            "CREATE TRIGGER task_holders_of_changed AFTER UPDATE OF status, assigned_to ON tasks WHEN \(isHeld) BEGIN \(add) END",
            "CREATE TRIGGER task_holders_of_reopened AFTER UPDATE OF status ON tasks WHEN \(isReopened) BEGIN \(clear) END",
        ]

        private static let postgresTriggers = [
            """
            CREATE FUNCTION task_holders_add() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \(add) RETURN NULL; END $$
            """,
            """
            CREATE FUNCTION task_holders_clear() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \(clear) RETURN NULL; END $$
            """,
            """
            CREATE TRIGGER task_holders_of_changed AFTER UPDATE OF status, assigned_to ON tasks FOR EACH ROW WHEN (\(isHeld))
            EXECUTE FUNCTION task_holders_add()
            """,
            """
            CREATE TRIGGER task_holders_of_reopened AFTER UPDATE OF status ON tasks FOR EACH ROW WHEN (\(isReopened))
            EXECUTE FUNCTION task_holders_clear()
            """,
        ]
    }
}

extension MovedTable {
    // Of tasks in an old export it is known who holds them now.
    static let taskHolders = MovedTable(
        "task_holders", key: ["task_id", "worker_id"],
        ifMissing: .fill(
            """
            INSERT INTO task_holders (task_id, worker_id) SELECT id, assigned_to FROM tasks \
            WHERE assigned_to IS NOT NULL AND status IN ('in_progress', 'review', 'blocked')
            """),
        .integer("task_id"), .text("worker_id"))
}
