import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What the schemas read must be what the tables have.
@Suite struct SchemaTests {
    @Test(arguments: Engine.all) func `each schema's columns are columns of its table`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            try await expect(TaskItem.schema.columns, in: "tasks", crew)
            try await expect(Project.schema.columns, in: "projects", crew)
            try await expect(Worker.schema.columns, in: "workers", crew)
            try await expect(AccessKey.schema.columns, in: "keys", crew)
            try await expect(AuditEntry.schema.columns, in: "audit_log", crew)
        }
    }

    @Test(arguments: Engine.all) func `the schema itself keeps the audit log append-only`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            _ = try await crew.worker("@owner")
            let attempts: [SQL] = [
                "UPDATE audit_log SET actor_id = 'x'", "DELETE FROM audit_log",
                engine == .sqlite
                    ? "INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log" : "TRUNCATE audit_log CASCADE",
            ]
            for attempt in attempts {
                await #expect(throws: TaskFlowError.self) {
                    try await crew.database.write { tx throws(TaskFlowError) in try tx.execute(attempt) }
                }
            }
            #expect(try await crew.count("SELECT COUNT(*) FROM audit_log WHERE actor_id = 'system'") == 2)
        }
    }

    private func expect(_ columns: [String], in table: String, _ crew: Crew) async throws {
        let names = try await crew.database.read { tx throws(TaskFlowError) in
            let query: SQL =
                tx.dialect == .sqlite
                ? "SELECT name FROM pragma_table_xinfo(\(table))"
                : "SELECT column_name FROM information_schema.columns WHERE table_name = \(table)"
            return try tx.all(query) { $0.text(0) }
        }
        for column in columns where !column.contains("(") {
            #expect(names.contains(column), "\(table).\(column)")
        }
    }
}
