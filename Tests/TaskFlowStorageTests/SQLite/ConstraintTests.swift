import TaskFlowDomain
import Testing

@testable import TaskFlowStorage

@Suite(.timeLimit(.minutes(10)))
struct ConstraintTests {
    private let fixture: Fixture
    private var database: SQLiteDatabase { fixture.database }

    init() async throws {
        fixture = try await Fixture()
        try await database.execute(
            """
            CREATE TABLE projects (
                id INTEGER PRIMARY KEY, tenant_id TEXT NOT NULL, slug TEXT NOT NULL,
                size INTEGER CONSTRAINT size_is_positive CHECK (size > 0), parent INTEGER REFERENCES projects (id),
                UNIQUE (tenant_id, slug)) STRICT
            """)
        try await database.execute("INSERT INTO projects VALUES (1, 't', 's', 1, NULL)")
    }

    @Test func uniqueNamesItsColumns() async throws {
        let error = await database.failure(of: "INSERT INTO projects VALUES (2, 't', 's', 1, NULL)")
        #expect(error?.code == .conflict)
        #expect(error?.cause == "unique:projects.tenant_id, projects.slug")
        #expect(error?.isUniqueViolation(of: "projects.slug") == true)
        #expect(error?.isUniqueViolation(of: "projects.id") == false)
    }

    @Test func primaryKeyIsUnique() async throws {
        let error = await database.failure(of: "INSERT INTO projects VALUES (1, 't', 'other', 1, NULL)")
        #expect(error?.isUniqueViolation(of: "projects.id") == true)
    }

    @Test func foreignKeysAreChecked() async throws {
        let error = await database.failure(of: "INSERT INTO projects VALUES (2, 't', 'b', 1, 99)")
        #expect(error?.isForeignKeyViolation == true)
    }

    @Test func checkGivesItsName() async throws {
        let error = await database.failure(of: "INSERT INTO projects VALUES (2, 't', 'b', 0, NULL)")
        #expect(error?.constraintViolation == .check("size_is_positive"))
    }

    @Test func notNullGivesItsColumn() async throws {
        let error = await database.failure(of: "INSERT INTO projects VALUES (2, 't', NULL, 1, NULL)")
        #expect(error?.constraintViolation == .notNull("projects.slug"))
    }

    @Test func triggersRefuse() async throws {
        try await database.execute(
            """
            CREATE TRIGGER append_only BEFORE DELETE ON projects
            BEGIN SELECT RAISE(ABORT, 'projects are append-only'); END
            """)
        let expected = ConstraintViolation.trigger("projects are append-only")
        #expect(await database.failure(of: "DELETE FROM projects")?.constraintViolation == expected)
        let replaced = await database.failure(of: "INSERT OR REPLACE INTO projects VALUES (1, 't', 's', 2, NULL)")
        #expect(replaced?.constraintViolation == expected)
    }

    @Test func aMistakeInTheProgramIsInternal() async throws {
        for sql: SQL in ["SELEC 1", "SELECT * FROM nothing", "INSERT INTO projects VALUES ('x', 't', 'b', 1, NULL)"] {
            let error = await database.failure(of: sql)
            #expect(error?.code == .internal)
            #expect(error?.message == "Internal server error")
        }
    }
}
