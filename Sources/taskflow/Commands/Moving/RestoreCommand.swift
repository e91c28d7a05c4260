internal import ArgumentParser
internal import Foundation
internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowStorage
internal import TaskFlowUpkeep

/// `taskflow restore`.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the place of an SQLite database.",
        discussion: """
            taskflow restore taskflow-backup.db

            The server must be stopped. The backup is checked first; it comes wholly or not at all. Everybody signs in anew; \
            what was revoked or deleted in the database that is replaced stays so, and no number is given twice.
            """)

    @Argument(help: "The backup.")
    var file: String

    @Flag(name: [.short, .long], help: "Replace the database that is there without asking.")
    var yes = false

    @Flag(help: "The same as --yes.")
    var force = false

    @OptionGroup var storage: StorageOptions

    func run() async throws {
        let configuration = try ServerConfiguration(SettingsSource.process(flags: storage.flags))
        let database = try configuration.sqliteFile(for: "restore", instead: "pg_restore")
        try configuration.checkServersDatabase()
        if let process = DatabaseHolder.process(of: database) {
            // One in another container has no number here.
            let holder = process > 0 ? "process \(process)" : "another container's process"
            throw CommandFailure.failed("The database \(database) is in use by \(holder): stop the server first")
        }
        try DatabaseHolder.requireNoOrphan(of: database)
        let replaces = try force || yes || confirms(replacing: database)
        try DataFolder.prepare(configuration.dataDirectory)
        let lock = try configuration.lockDatabase(for: "restore")
        defer { withExtendedLifetime(lock) {} }
        do throws(TaskFlowError) {
            let (outcome, carried) = try await Restoration.restore(
                FilePaths.absolute(file), to: database, replaces: replaces, requestID: UUID().uuidString.lowercased())
            if let place = outcome.putAside {
                StandardStreams.writeError(
                    "What was there could not be read, and is now \(place): look whether keys are good again that were "
                        + "revoked\n")
            }
            let restored = outcome.restored
            StandardStreams.writeOutput("Restored \(restored.tasks) tasks (schema \(restored.schema)) to \(database)\n")
            for line in carried.lines { StandardStreams.writeOutput(line + "\n") }
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Asks on a terminal, and shows what would be lost. Where nobody can be asked, the restoration itself refuses.
    private func confirms(replacing database: String) throws(CommandFailure) -> Bool {
        guard FileManager.default.fileExists(atPath: database), isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1
        else { return false }
        let tasks = SQLiteBackup.tasks(in: database).map { " and its \($0) task\($0 == 1 ? "" : "s")" } ?? ""
        StandardStreams.writeError("Replace \(database)\(tasks) by the backup \(file)? [y/N] ")
        guard ["y", "yes"].contains(readLine()?.lowercased() ?? "") else { throw .failed("Nothing was done") }
        return true
    }
}
