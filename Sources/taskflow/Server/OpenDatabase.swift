internal import Foundation
internal import TaskFlowDomain
internal import TaskFlowStorage

/// Opens the configured database and brings it up to date.
enum OpenDatabase {
    /// Opens the database; its folder is made where it is not there.
    static func open(_ configuration: ServerConfiguration) async throws(CommandFailure) -> any Database {
        try DataFolder.prepare(configuration.dataDirectory)
        do throws(TaskFlowError) {
            switch configuration.database {
            case .memory: return try SQLiteDatabase(.memory)
            case .file(let path): return try SQLiteDatabase(.file(path))
            }
        } catch {
            throw CommandFailure(error)
        }
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
