internal import TaskFlowOperations

/// Every command there is, found by its words. A command is made of its operation once its words are looked for: a line needs
/// one of them, and to make all takes longer than the call.
struct CommandTable: Sendable {
    private struct Entry: Sendable {
        let words: [String]
        let operation: any Operation.Type
    }

    private let entries: [Entry]
    /// Commands that are no operation: `login`, `serve`, …
    let others: [CommandSummary]

    init(_ operations: [any Operation.Type], others: [CommandSummary] = []) {
        entries = operations.map { Entry(words: $0.spec.verb.words, operation: $0) }
        self.others = others
    }

    /// All of them, for whoever shows all.
    var commands: [Command] { entries.map { Command($0.operation) } }

    /// The commands whose words begin the line, the longest words first, and what follows the words.
    /// Several commands may share their words; their positionals tell them apart.
    func match(_ line: [String]) -> (commands: [Command], rest: [String])? {
        let found = entries.filter { line.starts(with: $0.words) }
        guard let longest = found.map(\.words.count).max() else { return nil }
        let commands = found.filter { $0.words.count == longest }.map { Command($0.operation) }
        return (commands, Array(line.dropFirst(longest)))
    }

    /// The commands below a group's words: those of `project` for `["project"]`.
    func group(_ words: [String]) -> [Command] {
        entries.filter { Self.isBelow(words, $0) }.map { Command($0.operation) }
    }

    private static func isBelow(_ group: [String], _ entry: Entry) -> Bool {
        entry.words.count > group.count && entry.words.starts(with: group)
    }

    /// The longest start of the line that is a group's words.
    func groupWords(in line: [String]) -> [String] {
        var words = line
        while !words.isEmpty, !entries.contains(where: { Self.isBelow(words, $0) }) { words.removeLast() }
        return words
    }

    /// The words that may come after a phrase, with what they do.
    func next(after phrase: [String]) -> [(word: String, summary: String)] {
        let known = entries.map { ($0.words, $0.operation.spec.summary) } + others.map { ($0.words, $0.summary) }
        var found: [(word: String, summary: String)] = []
        for (words, summary) in known where words.count > phrase.count && words.starts(with: phrase) {
            let isWhole = words.count == phrase.count + 1
            let next = (word: words[phrase.count], summary: isWhole ? summary : "\(words[phrase.count]) commands")
            if !found.contains(where: { $0.word == next.word }) { found.append(next) }
        }
        return found
    }

    /// What a line that is no command may have meant.
    func unknown(_ line: [String]) -> UsageError {
        let group = groupWords(in: line)
        let depth = group.count
        let typed = line.prefix(depth + 1).joined(separator: " ")
        guard line.count > depth else {
            return UsageError("Say what to do with '\(typed)'", hint: help(group))
        }
        let names = entries.filter { Self.isBelow(group, $0) }
            .map { $0.words.prefix(depth + 1).joined(separator: " ") }
        let known = depth == 0 ? names + others.compactMap(\.words.first) + Alias.words : names
        if let nearest = Suggestion.nearest(to: typed, among: known) {
            return UsageError("Unknown command '\(typed)'. Did you mean '\(nearest)'?", hint: help(group))
        }
        return UsageError("Unknown command '\(typed)'", hint: help(group))
    }

    private func help(_ words: [String]) -> String { (["taskflow"] + words + ["--help"]).joined(separator: " ") }

    /// Reads a whole command line. Of commands that share their words, the one whose positionals fit is taken.
    func parse(_ line: [String]) throws(UsageError) -> Invocation {
        guard let (candidates, rest) = match(line) else { throw unknown(line) }
        var errors: [UsageError] = []
        for command in candidates.sorted(by: { $0.positional.count < $1.positional.count }) {
            do throws(UsageError) {
                return try InvocationParser.parse(command, rest)
            } catch {
                errors.append(error)
            }
        }
        throw errors.last ?? unknown(line)
    }

    /// The line with flags that stand before the command's words moved behind them (`taskflow --json list`), and an alias written
    /// out.
    static func arranged(_ line: [String]) -> [String] {
        var leading: [String] = []
        var rest = line[...]
        while let word = rest.first, case .flag(let name, let value) = Token(word), ClientOptions.isKnown(name) {
            leading.append(rest.removeFirst())
            let isComplete = value != nil || ClientOptions.values[name] == nil
            if !isComplete, let next = rest.popFirst() { leading.append(next) }
        }
        let words = rest.prefix { Token($0) == .value($0) }
        return Alias.resolved(words + leading + rest.dropFirst(words.count))
    }
}
