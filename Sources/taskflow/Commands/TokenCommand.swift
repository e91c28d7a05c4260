internal import ArgumentParser

/// `taskflow token`.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Manage keys on the database directly.", subcommands: [TokenCreateCommand.self])

    func run() async throws { throw CommandFailure.usage("Say what to do with 'token' (see taskflow token --help)") }
}
