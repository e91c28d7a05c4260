internal import ArgumentParser
internal import Foundation

/// What ArgumentParser tells of a command in its own JSON (`--experimental-dump-help`), as far as a page shows it.
struct DescribedCommand: Decodable {
    struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        var kind: String
        var shouldDisplay: Bool
        var isOptional: Bool
        var names: [Name]?
        var valueName: String?
        var abstract: String?

        var isPositional: Bool { kind == "positional" }
        var isHelp: Bool { names?.contains { $0.name == "help" } ?? false }
        /// A flag of ArgumentParser's own is none of ours.
        var isShown: Bool { shouldDisplay && names?.contains { $0.name == "version" } != true }

        /// `-y, --yes`, `--port PORT`, `FILE`.
        var spelling: String {
            let value = (valueName ?? "").uppercased()
            let flag = (names ?? []).map(\.text).sorted { $0.count < $1.count }.joined(separator: ", ")
            return isPositional ? value : kind == "option" ? "\(flag) \(value)" : flag
        }
    }

    var commandName: String
    var abstract: String?
    var discussion: String?
    private var nested: [DescribedCommand]?
    private var given: [Argument]?

    private enum CodingKeys: String, CodingKey {
        case commandName, abstract, discussion
        case nested = "subcommands"
        case given = "arguments"
    }

    var arguments: [Argument] { given ?? [] }
    /// Without the `help` that ArgumentParser adds: `taskflow help` is the client's.
    var subcommands: [DescribedCommand] { (nested ?? []).filter { $0.commandName != "help" } }

    func subcommand(_ word: String) -> DescribedCommand? { subcommands.first { $0.commandName == word } }

    /// All server commands.
    static var all: DescribedCommand? {
        struct Tool: Decodable { var command: DescribedCommand }
        return try? JSONDecoder().decode(Tool.self, from: Data(ServerCommands._dumpHelp().utf8)).command
    }
}
