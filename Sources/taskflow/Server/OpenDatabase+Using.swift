internal import Foundation
internal import TaskFlowDomain
internal import TaskFlowStorage

extension OpenDatabase {
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
            // Not there any more, perhaps, and a server goes on with what was.
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

    /// What has no tables is none that a server uses.
    private static func checkTables(
        _ database: any Database, _ configuration: ServerConfiguration
    ) async throws(TaskFlowError) {
        if try await database.schemaVersion() > 0 { return }
        throw .unavailable(configuration.noDatabase("There are no tables yet in \(configuration.place)").message)
    }
}

extension ServerConfiguration {
    /// Why a command that needs a server's database found none: which was looked for, and where that is said.
    func noDatabase(_ fact: String) -> CommandFailure {
        .failed(
            "\(fact) (\(databaseOrigin)): say where the server's own is, by --database or --data-dir; "
                + "`taskflow serve` and `taskflow migrate` make a new one")
    }
}
