extension Migration {
    /// Every migration of TaskFlow, in order. One that was released is never changed: append the next.
    package static let all: [Migration] = [
        Migration(1, "create workers, keys, sessions, projects, tasks and the audit log") { dialect in
            CrewTables.statements(dialect) + ProjectTables.statements(dialect) + TaskTables.statements(dialect)
                + HolderTables.statements(dialect) + AuditTables.statements(dialect)
        }
    ]
}
