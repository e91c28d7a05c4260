internal import Foundation
internal import TaskFlowClient

/// The help page of a server command: what ArgumentParser knows of it, as the client's pages look.
struct ServerHelp {
    private let words: [String]
    private let command: DescribedCommand

    /// - Parameter arguments: A line that begins with a server command; `nil` where it asks for no help.
    init?(_ arguments: [String]) {
        guard arguments.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }),
            var command = DescribedCommand.all
        else { return nil }
        var words: [String] = []
        while let word = arguments.dropFirst(words.count).first, let next = command.subcommand(word) {
            command = next
            words.append(word)
        }
        (self.words, self.command) = (words, command)
    }

    /// - Parameter width: in columns; `nil` leaves the lines as long as they are.
    func text(width: Int?) -> String {
        let name = (["taskflow"] + words).joined(separator: " ")
        let (examples, details) = Self.parts(of: command.discussion ?? "")
        let required = command.arguments.filter { !$0.isOptional && !$0.isPositional }.map(\.spelling)
        let line = [name] + positional.map(\.name) + required + ["[flags]"]
        return CommandPage(
            Self.line(command.abstract ?? ""), examples: examples, details: details,
            usage: commands.isEmpty ? line.joined(separator: " ") : "\(name) COMMAND [arguments] [flags]",
            sections: [("Commands", commands), ("Arguments", positional), ("Flags", flags)]
        ).text(width: width)
    }

    private var commands: [CommandPage.Row] {
        command.subcommands.map { ($0.commandName, Self.line($0.abstract ?? "")) }
    }

    private var positional: [CommandPage.Row] {
        command.arguments.filter(\.isPositional).map { ($0.spelling, Self.line($0.abstract ?? "")) }
    }

    private var flags: [CommandPage.Row] {
        command.arguments.filter { !$0.isPositional && $0.isShown }.map { argument in
            (argument.spelling, argument.isHelp ? "Show help" : Self.line(argument.abstract ?? ""))
        }
    }

    /// The lines to type that a discussion begins with, and the rest.
    private static func parts(of discussion: String) -> (examples: [String], details: String) {
        let lines = discussion.split(separator: "\n", omittingEmptySubsequences: false)
        let examples = lines.prefix { $0.hasPrefix("taskflow ") }
        let details = lines.dropFirst(examples.count).joined(separator: "\n")
        return (examples.map { String($0.dropFirst("taskflow ".count)) }, details.trimmingCharacters(in: .newlines))
    }

    /// A sentence as the client's pages have it, without its full stop.
    private static func line(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }
}
