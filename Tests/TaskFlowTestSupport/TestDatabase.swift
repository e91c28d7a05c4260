internal import TaskFlowPostgres
package import TaskFlowSchema
package import TaskFlowStorage

/// A database that is gone when it is closed.
package struct TestDatabase: Sendable {
    /// What is in it at first.
    package enum Content: Sendable {
        case empty
        /// The schema, up to date.
        case migrated
    }

    package let database: any Database
    private let folder: TemporaryDirectory?
    private let name: String?

    /// The address of one on the server.
    package var address: String? { name.flatMap { try? TestPostgres.address(of: $0) } }

    /// Makes one: a file for SQLite, a database on the tests' server for PostgreSQL.
    package static func make(
        _ content: Content, _ engine: Engine, clock: SteadyClock? = nil
    ) async throws -> TestDatabase {
        switch engine {
        case .sqlite:
            let folder = try TemporaryDirectory()
            let database = try SQLiteDatabase(.file(folder.path("taskflow.db")), clock: clock ?? .process)
            if content == .migrated { try await database.migrate(Migration.all) }
            return TestDatabase(database: database, folder: folder, name: nil)
        case .postgres:
            let name = try await TestPostgres.makeDatabase(migrated: content == .migrated)
            var settings = try TestPostgres.settings(name)
            settings.clock = clock
            let database = PostgresDatabase(settings, logger: TestPostgres.logger)
            return TestDatabase(database: database, folder: nil, name: name)
        }
    }

    /// Opens it once more, as another process would.
    package func another() throws -> any Database {
        if let name { return PostgresDatabase(try TestPostgres.settings(name), logger: TestPostgres.logger) }
        guard let folder else { return database }
        return try SQLiteDatabase(.file(folder.path("taskflow.db")), readers: 1)
    }

    /// Closes and removes it.
    package func close() async {
        await database.close()
        if let name { await TestPostgres.drop(name) }
        withExtendedLifetime(folder) {}
    }

    package static func with(
        _ content: Content, _ engine: Engine, clock: SteadyClock? = nil,
        _ body: (any Database) async throws -> Void
    ) async throws {
        let made = try await make(content, engine, clock: clock)
        do { try await body(made.database) } catch {
            await made.close()
            throw error
        }
        await made.close()
    }
}
