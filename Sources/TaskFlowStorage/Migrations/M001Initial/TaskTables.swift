extension M001Initial {
    /// Tasks. Long text stands last, so that reading the rest never walks its overflow pages.
    enum TaskTables {
        static func statements(_ dialect: Dialect) -> [String] {
            [tasks(dialect)] + indexes + [needs(dialect), needed]
        }

        private static func tasks(_ dialect: Dialect) -> String {
            """
            CREATE TABLE tasks (
                id \(dialect.identityColumn),
                tenant_id \(dialect.text) NOT NULL,
                title \(dialect.text) NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
                status \(dialect.text) NOT NULL CHECK (status IN ('pending', 'in_progress', 'review', 'completed', 'blocked')),
                priority \(dialect.integerType) NOT NULL CHECK (priority BETWEEN 0 AND 3),
                progress_percent \(dialect.integerType) NOT NULL CHECK (progress_percent BETWEEN 0 AND 100),
                assigned_to \(dialect.text),
                project_id \(dialect.integerType),
                project_slug \(dialect.text),
                parent_id \(dialect.integerType) REFERENCES tasks (id),
                tags \(dialect.text) NOT NULL,
                due_date \(dialect.integerType),
                created_by \(dialect.text) NOT NULL,
                version \(dialect.integerType) NOT NULL CHECK (version >= 1),
                started_at \(dialect.integerType),
                completed_at \(dialect.integerType),
                created_at \(dialect.integerType) NOT NULL,
                updated_at \(dialect.integerType) NOT NULL,
                submitted_by \(dialect.text),
                accountable_id \(dialect.text),
                delegated_by \(dialect.text),
                delegation_depth \(dialect.integerType) NOT NULL DEFAULT 0 CHECK (delegation_depth BETWEEN 0 AND 5),
                not_before \(dialect.integerType),
                requires \(dialect.text) NOT NULL DEFAULT '[]',
                waits \(dialect.integerType) NOT NULL DEFAULT 0 CHECK (waits >= 0),
                inherited \(dialect.integerType) NOT NULL DEFAULT 0 CHECK (inherited >= 0),
                open_children \(dialect.integerType) NOT NULL DEFAULT 0 CHECK (open_children >= 0),
                deferred \(dialect.integerType) NOT NULL DEFAULT 0 CHECK (deferred IN (0, 1)),
                cooling \(dialect.integerType) NOT NULL DEFAULT 0 CHECK (cooling IN (0, 1)),
                cooling_until \(dialect.integerType),
                blocked_kind \(dialect.text) CHECK (blocked_kind IN ('reason', 'question', 'dead_letter')),
                lane \(dialect.text) GENERATED ALWAYS AS (\(lane)) STORED,
                claim_key \(dialect.integerType) GENERATED ALWAYS AS (\(claimKey)) STORED,
                due_or_last \(dialect.integerType) GENERATED ALWAYS AS (coalesce(due_date, \(Int.max))) STORED,
                due_or_first \(dialect.integerType) GENERATED ALWAYS AS (coalesce(due_date, -\(Int.max))) STORED,
                urgency \(dialect.integerType) GENERATED ALWAYS AS (\(urgency)) STORED,
                completed_or_first \(dialect.integerType) GENERATED ALWAYS AS (coalesce(completed_at, -\(Int.max))) STORED,
                open_questions \(dialect.integerType) NOT NULL DEFAULT 0 CHECK (open_questions >= 0),
                comments \(dialect.integerType) NOT NULL DEFAULT 0 CHECK (comments >= 0),
                source \(dialect.text),
                revision \(dialect.integerType) NOT NULL DEFAULT 1 CHECK (revision >= 1),
                remark_action \(dialect.text),
                remark_by \(dialect.text),
                remark_at \(dialect.integerType),
                remark_text \(dialect.text) CHECK (length(remark_text) BETWEEN 1 AND 2000),
                description \(dialect.text) CHECK (length(description) <= 65536),
                search_text \(dialect.text) NOT NULL,
                CHECK ((project_id IS NULL) = (project_slug IS NULL)),
                CHECK (status <> 'in_progress' OR (assigned_to IS NOT NULL AND started_at IS NOT NULL)),
                CHECK ((status = 'completed') = (completed_at IS NOT NULL)),
                CHECK (deferred = 0 OR not_before IS NOT NULL),
                CHECK (cooling = 0 OR cooling_until IS NOT NULL),
                CHECK (blocked_kind IS NULL OR status = 'blocked'),
                CHECK ((delegated_by IS NULL) = (delegation_depth = 0)),
                CHECK (status <> 'completed' OR progress_percent = 100),
                CHECK ((remark_action IS NULL) = (remark_text IS NULL) AND (remark_action IS NULL) = (remark_at IS NULL)),
                FOREIGN KEY (project_id, project_slug) REFERENCES projects (id, slug),
                FOREIGN KEY (tenant_id, assigned_to) REFERENCES workers (tenant_id, id),
                FOREIGN KEY (tenant_id, created_by) REFERENCES workers (tenant_id, id),
                FOREIGN KEY (tenant_id, submitted_by) REFERENCES workers (tenant_id, id),
                FOREIGN KEY (tenant_id, accountable_id) REFERENCES workers (tenant_id, id),
                FOREIGN KEY (tenant_id, delegated_by) REFERENCES workers (tenant_id, id)
            )\(dialect.tableSuffix)
            """
        }

        // The more important first, then the earlier due, those without a due date last. Times lie within 2^48 of 1970.
        private static let urgency =
            "(3 - priority) * \(1 << 50) + coalesce(due_date + \(1 << 46), \(1 << 49))"

        // Where a claim looks: tasks of one project that require the same of agents stand in one row, in the order in which
        // they are given out.
        private static let lane = "CAST(coalesce(project_id, 0) AS TEXT) || ' ' || requires"

        // Critical tasks first, then by age: a task of high priority counts as three days older than one of low, one of medium
        // as one day. The key never changes while a task waits, so the index need not.
        private static let claimKey = """
            CASE priority WHEN 3 THEN -\(1 << 50) WHEN 2 THEN -259200000 WHEN 1 THEN -86400000 ELSE 0 END \
            + CASE WHEN coalesce(not_before, created_at) > created_at THEN not_before ELSE created_at END
            """

        /// Which task needs which: edges that gate starting.
        private static func needs(_ dialect: Dialect) -> String {
            """
            CREATE TABLE task_needs (
                task_id \(dialect.integerType) NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
                needed_id \(dialect.integerType) NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
                created_at \(dialect.integerType) NOT NULL,
                PRIMARY KEY (task_id, needed_id),
                CHECK (task_id <> needed_id)
            )\(dialect.tableSuffix)\(dialect == .sqlite ? ", WITHOUT ROWID" : "")
            """
        }

        private static let needed = "CREATE INDEX task_needs_by_needed ON task_needs (needed_id, task_id)"

        private static let isReady =
            "status = 'pending' AND waits = 0 AND inherited = 0 AND open_children = 0 AND deferred = 0 AND cooling = 0"

        // Each sort walks one index from either end. The project is in each, so that what a caller may not see is passed
        // over in the index. Nulls come last both ways: hence two columns for the due date.
        private static let indexes = [
            "CREATE INDEX tasks_by_created ON tasks (tenant_id, created_at, id, project_id)",
            "CREATE INDEX tasks_by_updated ON tasks (tenant_id, updated_at, id, project_id)",
            "CREATE INDEX tasks_by_due_ascending ON tasks (tenant_id, due_or_last, id, project_id)",
            "CREATE INDEX tasks_by_due_descending ON tasks (tenant_id, due_or_first, id, project_id)",
            "CREATE INDEX tasks_by_priority ON tasks (tenant_id, priority, id, project_id)",
            "CREATE INDEX tasks_by_title ON tasks (tenant_id, title, id, project_id)",
            "CREATE INDEX tasks_open_by_created ON tasks (tenant_id, created_at, id, project_id) WHERE status <> 'completed'",
            "CREATE INDEX tasks_open_by_priority ON tasks (tenant_id, priority, id, project_id) WHERE status <> 'completed'",
            "CREATE INDEX tasks_by_project ON tasks (project_id, created_at, id) WHERE project_id IS NOT NULL",
            "CREATE INDEX tasks_loose_by_created ON tasks (tenant_id, created_at, id) WHERE project_id IS NULL",
            "CREATE UNIQUE INDEX tasks_by_source ON tasks (project_id, source) WHERE source IS NOT NULL",
            "CREATE INDEX tasks_by_parent ON tasks (parent_id, created_at, id) WHERE parent_id IS NOT NULL",
            "CREATE INDEX tasks_by_assignee ON tasks (tenant_id, assigned_to, created_at, id) WHERE assigned_to IS NOT NULL",
            "CREATE INDEX tasks_held ON tasks (tenant_id, assigned_to) WHERE status = 'in_progress'",
            "CREATE INDEX tasks_by_urgency ON tasks (tenant_id, status, urgency, id, project_id)",
            "CREATE INDEX tasks_project_by_urgency ON tasks (project_id, status, urgency, id) WHERE project_id IS NOT NULL",
            "CREATE INDEX tasks_by_completion ON tasks (tenant_id, completed_or_first, id, project_id)",
            "CREATE INDEX tasks_project_by_completion ON tasks (project_id, completed_or_first, id) WHERE project_id IS NOT NULL",
            "CREATE INDEX tasks_loose_by_urgency ON tasks (tenant_id, status, urgency, id) WHERE project_id IS NULL",
            "CREATE INDEX tasks_loose_by_completion ON tasks (tenant_id, completed_or_first, id) WHERE project_id IS NULL",
            "CREATE INDEX tasks_blocked ON tasks (tenant_id, accountable_id, blocked_kind, urgency, id) WHERE status = 'blocked'",
            """
            CREATE INDEX tasks_overdue ON tasks (tenant_id, assigned_to, due_date, id) WHERE due_date IS NOT NULL \
            AND assigned_to IS NOT NULL AND status <> 'completed' AND status <> 'review'
            """,
            "CREATE INDEX tasks_deferred ON tasks (not_before, tenant_id) WHERE deferred = 1",
            "CREATE INDEX tasks_cooling ON tasks (cooling_until, tenant_id) WHERE cooling = 1",
            "CREATE INDEX tasks_ready ON tasks (tenant_id, lane, claim_key, id) WHERE \(isReady) AND assigned_to IS NULL",
            "CREATE INDEX tasks_ready_assigned ON tasks (tenant_id, assigned_to, claim_key, id) WHERE \(isReady) AND assigned_to IS NOT NULL",
        ]
    }
}

extension MovedTable {
    static let tasks = MovedTable(
        "tasks", key: ["id"], isCounted: true, parent: "parent_id",
        .integer("id"), .text("tenant_id"), .text("title"), .text("status"), .integer("priority"),
        .integer("progress_percent"), .text("assigned_to"), .integer("project_id"), .text("project_slug"),
        .integer("parent_id"), .text("tags"), .integer("due_date"), .text("created_by"), .integer("version"),
        .integer("started_at"), .integer("completed_at"), .integer("created_at"), .integer("updated_at"),
        .text(
            "submitted_by", ifMissing: .null,
            fill: "UPDATE tasks SET submitted_by = coalesce(\(lastSubmitter), assigned_to) WHERE status = 'review'"),
        .text(
            "accountable_id", ifMissing: .null,
            fill: "UPDATE tasks SET accountable_id = \(answeringPersonOfOldTask)"),
        .text("delegated_by", ifMissing: .null), .integer("delegation_depth", ifMissing: .integer(0)),
        .integer("not_before", ifMissing: .null), .text("requires", ifMissing: .text("[]")),
        .integer("waits", ifMissing: .integer(0)), .integer("inherited", ifMissing: .integer(0)),
        .integer(
            "open_children", ifMissing: .integer(0),
            fill: """
                UPDATE tasks SET open_children = (SELECT count(*) FROM tasks children \
                WHERE children.parent_id = tasks.id AND children.status <> 'completed')
                """),
        .integer("deferred", ifMissing: .integer(0)), .integer("cooling", ifMissing: .integer(0)),
        .integer("cooling_until", ifMissing: .null),
        .text(
            "blocked_kind", ifMissing: .null, fill: "UPDATE tasks SET blocked_kind = 'reason' WHERE status = 'blocked'"),
        .integer("open_questions", ifMissing: .integer(0)), .integer("comments", ifMissing: .integer(0)),
        .text("source", ifMissing: .null), .integer("revision", ifMissing: .integer(1)),
        .text("remark_action", ifMissing: .null), .text("remark_by", ifMissing: .null),
        .integer("remark_at", ifMissing: .null), .text("remark_text", ifMissing: .null), .text("description"),
        .text("search_text"))

    /// Old exports know of no needs.
    static let taskNeeds = MovedTable(
        "task_needs", key: ["task_id", "needed_id"], ifMissing: .fill("SELECT 1"),
        .integer("task_id"), .integer("needed_id"), .integer("created_at"))

    // Of work that nobody is assigned to any more an old export has no other trace.
    private static let lastSubmitter: SQL = """
        (SELECT workers.id FROM audit_log JOIN workers ON workers.tenant_id = audit_log.tenant_id \
        AND workers.id = audit_log.actor_id WHERE audit_log.task_id = tasks.id AND audit_log.action = 'submitted' \
        ORDER BY audit_log.id DESC LIMIT 1)
        """

    // Whom an old row of `tasks` names: the person who would have been written down when it was created.
    private static let answeringPersonOfOldTask: SQL = """
        (SELECT CASE WHEN creators.type = 'agent' THEN \(AnsweringPerson.ofAgent("creators.id", in: "creators.tenant_id")) \
        WHEN creators.deleted_at IS NULL THEN creators.id ELSE \(AnsweringPerson.heirOfTask) END FROM workers creators \
        WHERE creators.tenant_id = tasks.tenant_id AND creators.id = tasks.created_by)
        """
}
