import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// The schema is written once for both engines; this is what each of them made of it.
@Suite(.timeLimit(.minutes(10)), .enabled(if: TestPostgres.isThere)) struct SchemaParityTests {
    private func description(_ engine: Engine) async throws -> SchemaDescription {
        var description = SchemaDescription()
        try await engine.withDatabase { database in
            try await database.migrate(Migration.all)
            description = try await .read(database)
        }
        return description
    }

    @Test func `both engines have the same columns, types, constraints, indexes and triggers`() async throws {
        let (sqlite, postgres) = (try await description(.sqlite), try await description(.postgres))
        #expect(Set(sqlite.tables.keys) == Set(postgres.tables.keys))
        for (table, lines) in sqlite.tables {
            let others = postgres.tables[table] ?? []
            #expect(lines.subtracting(others) == [], "\(table): in SQLite alone")
            #expect(others.subtracting(lines) == [], "\(table): in PostgreSQL alone")
        }
    }

    @Test(arguments: Engine.all) func `the descriptions see what there is to compare`(_ engine: Engine) async throws {
        let tasks = try await description(engine).tables["tasks"] ?? []
        for line in [
            "column id integer not null identity", "column title text not null", "column parent_id integer",
            "column due_or_last integer generated", "primary key id", "foreign key parent_id -> tasks id",
            "foreign key tenant_id,assigned_to -> workers tenant_id,id", "check of priority",
            "check of assigned_to,started_at,status", "trigger after update",
            "index tasks_by_parent on parent_id,created_at,id where parent_id IS NOT NULL",
            "index tasks_open_by_priority on tenant_id,priority,id,project_id where status <> 'completed'",
        ] { #expect(tasks.contains(line), "\(line)") }
    }
}
