import TaskFlowDomain
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ConstraintTests {
    private func withProjects(_ engine: Engine, _ body: (any Database) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            try await database.execute(
                """
                CREATE TABLE projects (
                    id INTEGER PRIMARY KEY, tenant_id TEXT NOT NULL, slug TEXT NOT NULL,
                    size INTEGER CONSTRAINT size_is_positive CHECK (size > 0), parent INTEGER REFERENCES projects (id),
                    UNIQUE (tenant_id, slug))
                """)
            try await database.execute("INSERT INTO projects VALUES (1, 't', 's', 1, NULL)")
            try await body(database)
        }
    }

    @Test(arguments: Engine.all) func uniqueTellsItsColumns(_ engine: Engine) async throws {
        try await withProjects(engine) { database in
            let error = await database.failure(of: "INSERT INTO projects VALUES (2, 't', 's', 1, NULL)")
            #expect(error?.code == .conflict)
            #expect(error?.isUniqueViolation(of: "projects.slug") == true)
            #expect(error?.isUniqueViolation(of: "projects.id") == false)
        }
    }

    @Test(arguments: Engine.all) func primaryKeyIsUnique(_ engine: Engine) async throws {
        try await withProjects(engine) { database in
            let error = await database.failure(of: "INSERT INTO projects VALUES (1, 't', 'other', 1, NULL)")
            guard case .unique = error?.constraintViolation else { return #expect(Bool(false), "\(error as Any)") }
        }
    }

    @Test(arguments: Engine.all) func foreignKeysAreChecked(_ engine: Engine) async throws {
        try await withProjects(engine) { database in
            let error = await database.failure(of: "INSERT INTO projects VALUES (2, 't', 'b', 1, 99)")
            #expect(error?.isForeignKeyViolation == true)
        }
    }

    @Test(arguments: Engine.all) func checkGivesItsName(_ engine: Engine) async throws {
        try await withProjects(engine) { database in
            let error = await database.failure(of: "INSERT INTO projects VALUES (2, 't', 'b', 0, NULL)")
            #expect(error?.constraintViolation == .check("size_is_positive"))
        }
    }

    @Test(arguments: Engine.all) func notNullGivesItsColumn(_ engine: Engine) async throws {
        try await withProjects(engine) { database in
            let error = await database.failure(of: "INSERT INTO projects VALUES (2, 't', NULL, 1, NULL)")
            #expect(error?.constraintViolation == .notNull("projects.slug"))
        }
    }

    @Test(arguments: Engine.all) func triggersRefuse(_ engine: Engine) async throws {
        try await withProjects(engine) { database in
            for statement in Self.trigger(engine) { try await database.execute(statement) }
            let expected = ConstraintViolation.trigger("projects are append-only")
            #expect(await database.failure(of: "DELETE FROM projects")?.constraintViolation == expected)
            let more: SQL =
                engine == .sqlite
                ? "INSERT OR REPLACE INTO projects VALUES (1, 't', 's', 2, NULL)" : "DELETE FROM projects WHERE id = 1"
            #expect(await database.failure(of: more)?.constraintViolation == expected)
        }
    }

    @Test(arguments: Engine.all) func aMistakeInTheProgramIsInternal(_ engine: Engine) async throws {
        try await withProjects(engine) { database in
            for sql: SQL in ["SELEC 1", "SELECT * FROM nothing"] {
                let error = await database.failure(of: sql)
                #expect(error?.code == .internal)
                #expect(error?.message == "Internal server error")
            }
        }
    }

    private static func trigger(_ engine: Engine) -> [SQL] {
        if engine == .sqlite {
            return [
                """
                CREATE TRIGGER append_only BEFORE DELETE ON projects
                BEGIN SELECT RAISE(ABORT, 'projects are append-only'); END
                """
            ]
        }
        return [
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION 'projects are append-only'; END $$
            """,
            "CREATE TRIGGER append_only BEFORE DELETE ON projects EXECUTE FUNCTION refuse()",
        ]
    }
}
