internal import Foundation
internal import TaskFlowDomain
internal import TaskFlowStorage

extension OpenDatabase {
    /// Opens the database for a body, and closes it whatever comes of it.
    ///
    /// - Parameter makes: whether an SQLite file that is not there is made.
    static func using<T>(
        _ configuration: ServerConfiguration, makes: Bool, _ body: (any Database) async throws(TaskFlowError) -> T
    ) async throws(CommandFailure) -> T {
        switch configuration.database {
        case .memory:
            throw .usage("The database is in memory, and gone when the command ends: name a file by --database")
        case .file(let path) where !makes && !FileManager.default.fileExists(atPath: path):
            throw .failed("There is no database at \(path)")
        default: break
        }
        let database = try await open(configuration)
        do throws(TaskFlowError) {
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw CommandFailure(error)
        }
    }
}
