import Synchronization
import TaskFlowDomain
import TaskFlowSchema
import Testing

@testable import TaskFlowStorage

@Suite(.timeLimit(.minutes(10)))
struct MigrationTests {
    private static let first = Migration(1, "create items") { _ in
        ["CREATE TABLE items (name TEXT PRIMARY KEY) STRICT", "INSERT INTO items VALUES ('seed')"]
    }
    private static let second = Migration(2, "create notes") { dialect in
        ["CREATE TABLE notes (id \(dialect.identityColumn), text TEXT)\(dialect.tableSuffix)"]
    }
    private static let broken = Migration(2, "fails half way") { _ in ["INSERT INTO items VALUES ('lost')", "NONSENSE"]
    }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func anEmptyDatabaseHasNoVersion() async throws {
        let database = try SQLiteDatabase(.memory)
        #expect(try await database.schemaVersion() == 0)
        await database.close()
    }

    @Test func migrationsAreAppliedOnce() async throws {
        let database = try SQLiteDatabase(.file(folder.file()))
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
        await database.close()
    }

    @Test func aMigrationIsAppliedWhollyOrNotAtAll() async throws {
        let database = try SQLiteDatabase(.file(folder.file()))
        await #expect(throws: TaskFlowError.self) { try await database.migrate([Self.first, Self.broken]) }
        #expect(try await database.schemaVersion() == 1)
        #expect(try await database.names() == ["seed"])
        try await database.migrate([Self.first, Self.second])
        #expect(try await database.schemaVersion() == 2)
        await database.close()
    }

    @Test func aNewerDatabaseIsRefused() async throws {
        let database = try SQLiteDatabase(.file(folder.file()))
        try await database.migrate([Self.first, Self.second])
        let refusal = await #expect(throws: TaskFlowError.self) { try await database.migrate([Self.first]) }
        #expect(
            refusal?.message
                == "The database is newer than this program (schema 2, known up to 1): update the program")
        await database.close()
    }

    @Test func severalMayStartAtOnce() async throws {
        let databases = try (1...4).map { _ in try SQLiteDatabase(.file(folder.file()), readers: 1) }
        try await withThrowingTaskGroup { group in
            for database in databases { group.addTask { try await database.migrate([Self.first, Self.second]) } }
            try await group.waitForAll()
        }
        for database in databases {
            #expect(try await database.schemaVersion() == 2)
            #expect(try await database.names() == ["seed"])
            await database.close()
        }
    }
}
