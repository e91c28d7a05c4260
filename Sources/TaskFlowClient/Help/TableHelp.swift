internal import TaskFlowOperations

/// The help pages of the whole program and of groups of commands.
struct TableHelp {
    let table: CommandTable

    /// The page of `taskflow --help`.
    var root: String {
        let tasks = table.commands.filter { $0.words.count == 1 }
        let groups = Set(table.commands.filter { $0.words.count > 1 }.compactMap(\.words.first)).sorted()
        return HelpPage.page([
            "TaskFlow: a task server for crews made of people and AI agents.",
            "Usage: taskflow COMMAND [arguments] [flags]",
            HelpPage.section("Commands", rows(tasks)),
            HelpPage.section("Groups", groups.map { ($0, members(of: $0)) }),
            HelpPage.section("This program", table.others.map { ($0.words.joined(separator: " "), $0.summary) }),
            HelpPage.section("Other names", Alias.all.map { ($0.word, $0.meaning.joined(separator: " ")) }),
            HelpPage.section("Topics (taskflow help TOPIC)", HelpTopic.allCases.map { ($0.rawValue, $0.summary) }),
            HelpPage.section("Flags", HelpPage.commonFlags + [("--version", "Show the version")]),
            HelpPage.section("Environment", Self.environment),
            "\(HelpPage.exitCodes)\nMore: taskflow COMMAND --help",
        ])
    }

    /// The page of `taskflow project --help`.
    func group(_ words: [String]) -> String {
        let phrase = words.joined(separator: " ")
        return HelpPage.page([
            "Usage: taskflow \(phrase) COMMAND [arguments] [flags]",
            HelpPage.section("Commands", rows(table.group(words))),
            "More: taskflow \(phrase) COMMAND --help",
        ])
    }

    /// The page of a command; of all of them where several share their words.
    func commands(_ commands: [Command]) -> String {
        commands.map { CommandHelp(command: $0).text }.joined(separator: "\n\n")
    }

    private func rows(_ commands: [Command]) -> [(name: String, text: String)] {
        commands.map { command in
            let arguments = command.positional.map(\.placeholder)
            return (([command.phrase] + arguments).joined(separator: " "), command.spec.summary)
        }
    }

    private func members(of group: String) -> String {
        let names = table.group([group]).compactMap { $0.words.dropFirst().first }
        return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }.joined(separator: ", ")
    }

    private static let environment = [
        (name: "TASKFLOW_URL", text: "The server (else the stored key's, else \(ServerAddress.standard))"),
        (name: "TASKFLOW_TOKEN", text: "The key (else the one stored in the data directory)"),
        (name: "TASKFLOW_DATA", text: "The data directory (else ~/.local/share/taskflow)"),
        (name: "NO_COLOR", text: "Set to anything: no colour"),
    ]
}
