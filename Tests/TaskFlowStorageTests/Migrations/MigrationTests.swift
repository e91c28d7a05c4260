import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct MigrationTests {
    private static let first = Migration(1, "create items") { dialect in
        [
            "CREATE TABLE items (name \(dialect.text) PRIMARY KEY)\(dialect.tableSuffix)",
            "INSERT INTO items VALUES ('seed')",
        ]
    }
    private static let second = Migration(2, "create notes") { dialect in
        ["CREATE TABLE notes (id \(dialect.identityColumn), text TEXT)\(dialect.tableSuffix)"]
    }
    private static let broken = Migration(2, "fails half way") { _ in ["INSERT INTO items VALUES ('lost')", "NONSENSE"]
    }

    @Test(arguments: Engine.all) func anEmptyDatabaseHasNoVersion(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let version = try await database.schemaVersion()
            #expect(version == 0)
        }
    }

    @Test(arguments: Engine.all) func migrationsAreAppliedOnce(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for _ in 1...2 { try await database.migrate([Self.first]) }
            #expect(try await database.schemaVersion() == 1)
            for _ in 1...2 { try await database.migrate([Self.first, Self.second]) }
            #expect(try await database.schemaVersion() == 2)
            #expect(try await database.names() == ["seed"])
            let applied = try await database.read { tx throws(TaskFlowError) in
                try tx.all("SELECT number, name FROM schema_migrations WHERE applied_at > 0 ORDER BY number") { row in
                    "\(row.integer(0)) \(row.text(1))"
                }
            }
            #expect(applied == ["1 create items", "2 create notes"])
        }
    }

    @Test(arguments: Engine.all) func aMigrationIsAppliedWhollyOrNotAtAll(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: TaskFlowError.self) { try await database.migrate([Self.first, Self.broken]) }
            #expect(try await database.schemaVersion() == 1)
            #expect(try await database.names() == ["seed"])
            try await database.migrate([Self.first, Self.second])
            #expect(try await database.schemaVersion() == 2)
        }
    }

    @Test(arguments: Engine.all) func aNewerDatabaseIsRefused(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.migrate([Self.first, Self.second])
            let refusal = await #expect(throws: TaskFlowError.self) { try await database.migrate([Self.first]) }
            #expect(
                refusal?.message
                    == "The database is newer than this program (schema 2, known up to 1): update the program")
        }
    }

    @Test(arguments: Engine.all) func `a database that another migration of that number made is refused`(
        _ engine: Engine
    ) async throws {
        let other = Migration(1, "create items") { dialect in
            ["CREATE TABLE items (name \(dialect.text) PRIMARY KEY, more \(dialect.text))\(dialect.tableSuffix)"]
        }
        try await engine.withDatabase { database in
            try await database.migrate([Self.first])
            for migrations in [[other], [other, Self.second]] {
                let refusal = await #expect(throws: TaskFlowError.self) { try await database.migrate(migrations) }
                #expect(refusal?.code == .unavailable)
                #expect(refusal?.message.contains("taskflow export") == true)
            }
            #expect(try await database.schemaVersion() == 1)
            try await database.migrate([Self.first, Self.second])
        }
    }

    @Test(arguments: Engine.all) func `one that is older than the hashes is refused as well`(_ engine: Engine)
        async throws
    {
        try await engine.withDatabase { database in
            try await database.migrate([Self.first])
            try await database.write { tx throws(TaskFlowError) in
                try tx.execute("ALTER TABLE schema_migrations DROP COLUMN hash")
            }
            for migrations in [[Self.first], [Self.first, Self.second]] {
                await #expect(throws: TaskFlowError.self) { try await database.migrate(migrations) }
            }
            #expect(try await database.schemaVersion() == 1)
        }
    }

    @Test(arguments: Engine.all) func tenMayStartAtOnce(_ engine: Engine) async throws {
        try await engine.turn {
            let store = try await TestDatabase.make(.empty, engine)
            let others = try (1...10).map { _ in try store.another() }
            try await withThrowingTaskGroup { group in
                for database in others { group.addTask { try await database.migrate([Self.first, Self.second]) } }
                try await group.waitForAll()
            }
            for database in others {
                #expect(try await database.schemaVersion() == 2)
                #expect(try await database.names() == ["seed"])
                await database.close()
            }
            await store.close()
        }
    }
}
