internal import ArgumentParser
internal import Foundation
internal import TaskFlowDomain
internal import TaskFlowStorage
internal import TaskFlowUpkeep

/// `taskflow backup`.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy an SQLite database while the server runs.",
        discussion: """
            taskflow backup taskflow-backup.db

            The copy is of one moment, checked, and for its owner alone; taskflow restore puts it back.
            """)

    @Argument(help: "The file to write.")
    var file: String

    @Flag(help: "Replace a file that is there already.")
    var force = false

    @OptionGroup var storage: StorageOptions

    func run() async throws {
        let configuration = try ServerConfiguration(SettingsSource.process(flags: storage.flags))
        let database = try configuration.sqliteFile(for: "backup", instead: "pg_dump")
        try configuration.checkServersDatabase()
        try DatabaseHolder.requireNoOrphan(of: database)
        guard FileManager.default.fileExists(atPath: database) else {
            throw configuration.noDatabase("There is no database at \(database)")
        }
        do throws(TaskFlowError) {
            let found = try await copy(database)
            StandardStreams.writeOutput("Backed up \(found.tasks) tasks (schema \(found.schema)) to \(file)\n")
        } catch {
            throw CommandFailure(error)
        }
    }

    private func copy(_ database: String) async throws(TaskFlowError) -> SQLiteCopy {
        let target = try PartialFile(FilePaths.absolute(file), replaces: force, unlike: database)
        return try await Interruption.discarding {
            target.discard()
        } _: { () throws(TaskFlowError) in
            let found = try SQLiteBackup.copy(database, to: target.path)
            try target.finish()
            return found
        }
    }
}
