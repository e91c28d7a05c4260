internal import TaskFlowOperations

/// What may come next after each of the phrases a command line can begin with.
struct CompletionTree {
    /// A phrase such as `project member`, and what can follow it.
    struct Node {
        let phrase: String
        var next: [(word: String, summary: String)] = []
        var flags: [CompletionEntry.Flag] = []
    }

    private(set) var nodes: [Node] = [Node(phrase: "")]

    init(_ table: CommandTable) {
        for entry in table.commands.map({ CompletionEntry($0) }) + table.others.map({ CompletionEntry($0) }) {
            add(entry)
        }
        for flag in ["--help", "--version", "--json"] { nodes[0].flags.append(CompletionEntry.Flag(flag)) }
    }

    private mutating func add(_ entry: CompletionEntry) {
        var phrase: [String] = []
        for (index, word) in entry.words.enumerated() {
            let isLast = index == entry.words.count - 1
            append(word, isLast ? entry.summary : "\(word) commands", after: phrase.joined(separator: " "))
            phrase.append(word)
        }
        let node = self.index(of: entry.phrase)
        for choice in entry.choices { append(choice, "", after: entry.phrase) }
        for flag in entry.flags where !nodes[node].flags.contains(where: { $0.name == flag.name }) {
            nodes[node].flags.append(flag)
        }
    }

    private mutating func append(_ word: String, _ summary: String, after phrase: String) {
        let node = index(of: phrase)
        if !nodes[node].next.contains(where: { $0.word == word }) { nodes[node].next.append((word, summary)) }
    }

    private mutating func index(of phrase: String) -> Int {
        if let index = nodes.firstIndex(where: { $0.phrase == phrase }) { return index }
        nodes.append(Node(phrase: phrase))
        return nodes.count - 1
    }
}

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
        flags =
            command.flagged.map(Self.flag)
            + OwnFlag.of(command).map { Flag(name: $0.names[0], takesValue: $0.value != nil, choices: []) }
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
}

extension CompletionEntry.Flag {
    init(_ name: String) { self.init(name: name, takesValue: false, choices: []) }
}
