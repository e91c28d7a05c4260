/// The first migration: every table of the first release. It holds no table for later.
///
/// Each file beside this one has the tables of one area, and below them how their rows move by export and import.
enum M001Initial {
    static let migration = Migration(1, "create workers, keys, sessions, projects, tasks and the audit log") {
        dialect in
        CrewTables.statements(dialect) + ProjectTables.statements(dialect) + TaskTables.statements(dialect)
            + HolderTables.statements(dialect) + LeaseTables.statements(dialect)
            + QuestionTables.statements(dialect) + WordTables.statements(dialect) + TotalTables.statements(dialect)
            + AuditTables.statements(dialect)
            + IdempotencyTable.statements(dialect)
    }
}
