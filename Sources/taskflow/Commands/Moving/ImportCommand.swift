internal import ArgumentParser
internal import TaskFlowDomain
internal import TaskFlowStorage
internal import TaskFlowUpkeep

/// `taskflow database import`.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read what taskflow database export wrote into an empty database.",
        discussion: """
            taskflow database import all.jsonl --database postgresql://localhost/taskflow

            All of it or nothing. The database may be of either engine; it is made where it is not there yet.
            """)

    @Argument(help: "The file to read; - is the standard input.")
    var file: String

    @OptionGroup var storage: StorageOptions

    func run() async throws {
        let configuration = try ServerConfiguration(SettingsSource.process(flags: storage.flags))
        try configuration.checkServersDatabase()
        let source = try open()
        try DataFolder.prepare(configuration.dataDirectory)
        let lock = try configuration.lockDatabase(for: "database import")
        defer { withExtendedLifetime(lock) {} }
        let counts = try await OpenDatabase.using(configuration, makes: true) { database throws(TaskFlowError) in
            try await database.migrate(Migration.all)
            return try await database.importRows(of: source)
        }
        StandardStreams.writeOutput("Imported \(counts.description)\n")
    }

    /// Looks at the file's head before a database is made for it.
    private func open() throws(CommandFailure) -> ImportFile {
        do throws(TaskFlowError) {
            let isPiped = file == "-"
            let source = try isPiped ? ImportFile.standardInput() : ImportFile(path: FilePaths.absolute(file))
            try source.check()
            return source
        } catch {
            throw CommandFailure(error)
        }
    }
}
