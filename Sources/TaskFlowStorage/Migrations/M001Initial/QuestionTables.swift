extension M001Initial {
    /// Questions about tasks. They outlive their task, as whoever asked may still want to know how it ended: so neither the task nor
    /// its project is referred to. `told_at` is when the asker's heartbeat told of the answer.
    enum QuestionTables {
        static func statements(_ dialect: Dialect) -> [String] { [questions(dialect)] + indexes }

        private static func questions(_ dialect: Dialect) -> String {
            """
            CREATE TABLE questions (
                id \(dialect.identityColumn),
                tenant_id \(dialect.text) NOT NULL,
                task_id \(dialect.integerType) NOT NULL,
                project_id \(dialect.integerType),
                project_slug \(dialect.text),
                kind \(dialect.text) NOT NULL CHECK (kind IN ('question', 'choice', 'approval')),
                options \(dialect.text) NOT NULL DEFAULT '[]',
                addressee \(dialect.text),
                asked_by \(dialect.text) NOT NULL,
                blocking \(dialect.boolType) NOT NULL,
                status \(dialect.text) NOT NULL CHECK (status IN ('open', 'answered', 'withdrawn', 'expired', 'closed')),
                subject \(dialect.text),
                revision \(dialect.integerType) NOT NULL CHECK (revision >= 1),
                answer_choice \(dialect.text),
                answer_approved \(dialect.boolType),
                answered_by \(dialect.text),
                answered_at \(dialect.integerType),
                expires_at \(dialect.integerType),
                created_at \(dialect.integerType) NOT NULL,
                told_at \(dialect.integerType),
                prompt \(dialect.text) NOT NULL CHECK (length(prompt) BETWEEN 1 AND 4000),
                answer_text \(dialect.text) CHECK (length(answer_text) BETWEEN 1 AND 4000),
                CHECK ((status = 'answered') = (answered_at IS NOT NULL) AND (answered_at IS NULL) = (answered_by IS NULL)),
                FOREIGN KEY (tenant_id, addressee) REFERENCES workers (tenant_id, id),
                FOREIGN KEY (tenant_id, asked_by) REFERENCES workers (tenant_id, id),
                FOREIGN KEY (tenant_id, answered_by) REFERENCES workers (tenant_id, id)
            )\(dialect.tableSuffix)
            """
        }

        private static let indexes = [
            "CREATE INDEX questions_by_tenant ON questions (tenant_id, id)",
            "CREATE INDEX questions_by_task ON questions (task_id, id)",
            "CREATE INDEX questions_open_to ON questions (tenant_id, addressee, id) WHERE status = 'open'",
            "CREATE INDEX questions_open ON questions (tenant_id, id) WHERE status = 'open'",
            "CREATE INDEX questions_due ON questions (expires_at) WHERE status = 'open' AND expires_at IS NOT NULL",
        ]
    }
}

extension MovedTable {
    /// Old exports know of no questions.
    static let questions = MovedTable(
        "questions", key: ["id"], isCounted: true, ifMissing: .fill("SELECT 1"),
        .integer("id"), .text("tenant_id"), .integer("task_id"), .integer("project_id"), .text("project_slug"),
        .text("kind"), .text("options"), .text("addressee"), .text("asked_by"), .bool("blocking"), .text("status"),
        .text("subject"), .integer("revision"), .text("answer_choice"), .bool("answer_approved"), .text("answered_by"),
        .integer("answered_at"), .integer("expires_at"), .integer("created_at"), .integer("told_at"), .text("prompt"),
        .text("answer_text"))
}
