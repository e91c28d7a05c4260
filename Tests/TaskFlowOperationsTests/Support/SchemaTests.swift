import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What the schemas read must be what the tables have.
@Suite struct SchemaTests {
    @Test func `each schema's columns are columns of its table`() async throws {
        try await withCrew { crew in
            try await expect(TaskItem.schema.columns, in: "tasks", crew)
            try await expect(Project.schema.columns, in: "projects", crew)
            try await expect(Worker.schema.columns, in: "workers", crew)
            try await expect(AccessKey.schema.columns, in: "keys", crew)
            try await expect(AuditEntry.schema.columns, in: "audit_log", crew)
        }
    }

    @Test func `the schema itself keeps the audit log append-only`() async throws {
        try await withCrew { crew in
            _ = try await crew.worker("@owner")
            let attempts: [SQL] = [
                "UPDATE audit_log SET actor_id = 'x'", "DELETE FROM audit_log",
                "INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log",
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
            try tx.all("SELECT name FROM pragma_table_xinfo(\(table))") { $0.text(0) }
        }
        for column in columns where !column.contains("(") {
            #expect(names.contains(column), "\(table).\(column)")
        }
    }
}
