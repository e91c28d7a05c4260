internal import ArgumentParser
internal import TaskFlowDomain
internal import TaskFlowStorage
internal import TaskFlowUpkeep

/// `taskflow database export`.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write all data to a file, for any other engine.",
        discussion: """
            taskflow database export all.jsonl

            JSON Lines of one moment, server running or not; taskflow database import reads them. The file holds everything that \
            the database does, hashes of keys included: it is made for its owner alone.
            """)

    @Argument(help: "The file to write; - is the standard output.")
    var file: String

    @Flag(help: "Replace a file that is there already.")
    var force = false

    @OptionGroup var storage: StorageOptions

    func run() async throws {
        let configuration = try ServerConfiguration(SettingsSource.process(flags: storage.flags))
        try configuration.checkServersDatabase()
        if file == "-" { StandardStreams.endWithTheReader() }
        let counts = try await OpenDatabase.using(configuration, makes: false) { database throws(TaskFlowError) in
            let target = try target(configuration)
            return try await Interruption.discarding {
                target.discard()
            } _: { () async throws(TaskFlowError) in
                let counts = try await database.export(to: target)
                try target.finish()
                return counts
            }
        }
        // The standard output is the export's own then.
        let line = "Exported \(counts.description)\(file == "-" ? "" : " to \(file)")\n"
        if file == "-" { StandardStreams.writeError(line) } else { StandardStreams.writeOutput(line) }
    }

    private func target(_ configuration: ServerConfiguration) throws(TaskFlowError) -> ExportFile {
        if file == "-" { return ExportFile() }
        return try ExportFile(path: FilePaths.absolute(file), replaces: force, unlike: configuration.databaseFile)
    }
}
