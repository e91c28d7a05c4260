internal import ArgumentParser
internal import TaskFlowStorage

/// `taskflow migrate`.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database up to this version.",
        discussion: """
            taskflow migrate
            taskflow migrate --database postgresql://localhost/taskflow

            A server does the same at its start; this is for those who want it done before. It makes a database that is \
            not there.
            """)

    @OptionGroup var storage: StorageOptions

    func run() async throws {
        let configuration = try ServerConfiguration(SettingsSource.process(flags: storage.flags))
        try configuration.checkServersDatabase()
        let database = try await OpenDatabase.open(configuration)
        do throws(CommandFailure) {
            let versions = try await OpenDatabase.migrate(database)
            await database.close()
            let isNew = versions.before != versions.after
            let place = "\(configuration.place) (\(configuration.databaseOrigin))"
            StandardStreams.writeOutput(
                isNew
                    ? "Migrated \(place) from schema \(versions.before) to \(versions.after)\n"
                    : "\(place) is up to date (schema \(versions.after))\n")
        } catch {
            await database.close()
            throw error
        }
    }
}
