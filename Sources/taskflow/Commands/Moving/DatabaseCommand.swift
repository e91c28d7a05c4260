internal import ArgumentParser

/// `taskflow database`.
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "Move all data from one engine to another.",
        subcommands: [ExportCommand.self, ImportCommand.self])

    func run() async throws {
        throw CommandFailure.usage("Say what to do with 'database' (see taskflow database --help)")
    }
}
