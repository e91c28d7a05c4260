internal import ArgumentParser

/// `taskflow token`.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Manage keys on the database directly.", subcommands: [TokenCreateCommand.self])
}
