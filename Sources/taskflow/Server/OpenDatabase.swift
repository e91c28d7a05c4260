internal import Foundation
internal import Logging
internal import TaskFlowDomain
internal import TaskFlowPostgres
internal import TaskFlowStorage

/// Opens the configured database and brings it up to date.
enum OpenDatabase {
    /// Opens the database; a database server that is still starting is waited for.
    ///
    /// - Parameter makesFolder: whether the data directory is made where it is not there.
    static func open(
        _ configuration: ServerConfiguration, makesFolder: Bool = true
    ) async throws(CommandFailure) -> any Database {
        if case .file(let path) = configuration.database { try DatabaseHolder.requireNoOrphan(of: path) }
        if makesFolder { try DataFolder.prepare(configuration.dataDirectory) }
        let logger = configuration.makeLogger()
        return try await open(configuration.database, configuration, waitSeconds: 60) { place, reason in
            logger.notice("Waiting for the database", metadata: ["place": "\(place)", "reason": "\(reason)"])
        }
    }

    /// Opens a database that is to be looked at alone: nothing is made, and a server is not waited for.
    static func look(
        _ address: DatabaseAddress, _ configuration: ServerConfiguration
    ) async throws(CommandFailure) -> any Database {
        try await open(address, configuration, waitSeconds: 3) { _, _ in }
    }

    private static func open(
        _ address: DatabaseAddress, _ configuration: ServerConfiguration, waitSeconds: Double,
        isWaiting: @Sendable (String, String) -> Void
    ) async throws(CommandFailure) -> any Database {
        do throws(TaskFlowError) {
            switch address {
            case .memory: return try SQLiteDatabase(.memory)
            case .file(let path): return try SQLiteDatabase(.file(path))
            case .postgres(let address):
                let database = connect(address, configuration)
                try await database.waitUntilReachable(seconds: waitSeconds, isWaiting: isWaiting)
                return database
            }
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func connect(_ address: PostgresAddress, _ configuration: ServerConfiguration) -> PostgresDatabase {
        var settings = PostgresSettings(address)
        if case .postgres(let direct) = configuration.databaseDirect { settings.directAddress = direct }
        settings.poolSize = configuration.databasePoolSize
        if let prepared = configuration.databasePrepared { settings.prepares = prepared }
        return PostgresDatabase(settings, logger: configuration.makeLogger())
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
