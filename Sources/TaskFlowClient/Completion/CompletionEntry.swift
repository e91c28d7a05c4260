internal import TaskFlowOperations

/// A command as shells complete it.
struct CompletionEntry: Sendable {
    struct Flag: Sendable {
        let name: String
        let takesValue: Bool
        let choices: [String]
    }

    let words: [String]
    let summary: String
    let flags: [Flag]
    /// What its first argument may be.
    let choices: [String]

    var phrase: String { words.joined(separator: " ") }

    init(_ command: Command) {
        words = command.words
        summary = command.spec.summary
        choices = command.positional.first?.choices ?? []
        flags = command.flagged.map(Self.flag) + (command.isDeletion ? [Flag("--yes")] : []) + Self.common
    }

    init(_ other: CommandSummary) {
        words = other.words
        summary = other.summary
        choices = other.choices
        flags = other.flags.map { Flag(name: $0.name, takesValue: $0.value != nil, choices: []) } + [Flag("--help")]
    }

    private static func flag(_ field: CommandField) -> Flag {
        Flag(name: field.flag, takesValue: !field.isBoolean, choices: field.choices)
    }

    private static let common = [
        Flag("--json"), Flag(name: ClientOptions.dataDirectoryFlag, takesValue: true, choices: []), Flag("--help"),
    ]
}

extension CompletionEntry.Flag {
    init(_ name: String) { self.init(name: name, takesValue: false, choices: []) }
}
