internal import Foundation
internal import Logging
internal import ServiceLifecycle
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

    /// Opens a database only to look at it: nothing is made, and a database server that does not answer is not waited for.
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

    /// Opens the database for a body, and closes it whatever comes of it.
    ///
    /// - Parameter makes: whether a database that is not there, or has no tables yet, is for the body to make.
    static func using<T>(
        _ configuration: ServerConfiguration, makes: Bool, _ body: (any Database) async throws(TaskFlowError) -> T
    ) async throws(CommandFailure) -> T {
        switch configuration.database {
        case .memory:
            throw .usage("The database is in memory, and gone when the command ends: name a file by --database")
        case .file(let path) where !makes && !FileManager.default.fileExists(atPath: path):
            // The file may have been removed while a server still has it open.
            try DatabaseHolder.requireNoOrphan(of: path)
            throw configuration.noDatabase("There is no database at \(path)")
        default: break
        }
        let database = try await open(configuration, makesFolder: makes)
        do throws(TaskFlowError) {
            if !makes { try await checkTables(database, configuration) }
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw CommandFailure(error)
        }
    }

    /// A database without tables is not a server's.
    private static func checkTables(
        _ database: any Database, _ configuration: ServerConfiguration
    ) async throws(TaskFlowError) {
        if try await database.schemaVersion() > 0 { return }
        throw .unavailable(configuration.noDatabase("There are no tables yet in \(configuration.place)").message)
    }
}

extension ServerConfiguration {
    /// Why a command found no database of a server: which one it looked for, and which setting named it.
    func noDatabase(_ fact: String) -> CommandFailure {
        .failed(
            "\(fact) (\(databaseOrigin)): say where the server's own is, by --database or --data-dir; "
                + "`taskflow serve` and `taskflow migrate` make a new one")
    }
}

/// Closes the database when everything that uses it has ended: it is the first service to start, so the last to stop.
struct DatabaseCloser: Service {
    let database: any Database

    func run() async throws {
        // A cancelled wait ends as well: the database is closed either way.
        try? await gracefulShutdown()
        await database.close()
    }
}
