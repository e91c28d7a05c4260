internal import Foundation
internal import Logging
internal import TaskFlowDomain
internal import TaskFlowPostgres
internal import TaskFlowStorage

/// Opens the configured database and brings it up to date.
enum OpenDatabase {
    /// Opens the database; its folder is made where it is not there, and a server that is still starting is waited for.
    static func open(_ configuration: ServerConfiguration) async throws(CommandFailure) -> any Database {
        try DataFolder.prepare(configuration.dataDirectory)
        do throws(TaskFlowError) {
            switch configuration.database {
            case .memory: return try SQLiteDatabase(.memory)
            case .file(let path): return try SQLiteDatabase(.file(path))
            case .postgres(let address): return try await connect(address, configuration)
            }
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func connect(
        _ address: PostgresAddress, _ configuration: ServerConfiguration
    ) async throws(TaskFlowError) -> PostgresDatabase {
        let logger = configuration.makeLogger()
        var settings = PostgresSettings(address)
        if case .postgres(let direct) = configuration.databaseDirect { settings.directAddress = direct }
        settings.poolSize = configuration.databasePoolSize
        if let prepared = configuration.databasePrepared { settings.prepares = prepared }
        let database = PostgresDatabase(settings, logger: logger)
        try await database.waitUntilReachable { place in
            logger.notice("Waiting for the database", metadata: ["place": "\(place)"])
        }
        return database
    }

    /// Applies what migrations are missing, and says from which version to which.
    static func migrate(_ database: any Database) async throws(CommandFailure) -> (before: Int, after: Int) {
        do throws(TaskFlowError) {
            let before = try await database.schemaVersion()
            try await database.migrate(Migration.all)
            return (before, try await database.schemaVersion())
        } catch {
            throw CommandFailure(error)
        }
    }
}
