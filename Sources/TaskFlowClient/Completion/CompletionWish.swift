/// What a line that is being typed asks for at its end.
struct CompletionWish: Sendable {
    /// Words of commands and names of flags, which need no server.
    var words: [Candidate] = []
    var source = CompletionSource.nothing
    /// What stands in the word before what is completed: `--project=`, `1,2,`.
    var start = ""
    /// What is there of the value.
    var begun = ""
    /// The values that the line has by position, by the names of their fields.
    var given: [String: String] = [:]
    /// The values that are on the line, which nobody gives twice.
    var taken: Set<String> = []
    /// The data directory that the line names.
    var dataDirectory: String?
}

/// Reads a line that is being typed: what is not finished, or not right, is passed over.
struct CompletionReading {
    let table: CommandTable

    /// - Parameters:
    ///   - words: The words before the one that is being typed, without the program's name.
    ///   - begun: What is there of that one.
    func wish(_ words: [String], begun: String) -> CompletionWish {
        var line = CommandTable.arranged(words)
        if line.first == "help" {
            line.removeFirst()
            let topics = line.isEmpty ? HelpTopic.allCases.map { Candidate($0.rawValue, $0.summary) } : []
            return CompletionWish(words: next(after: line) + topics, begun: begun)
        }
        guard let entry = entry(of: line) else { return withoutCommand(line, begun) }
        var wish = EntryReading(entry, line.dropFirst(entry.words.count)).wish(begun)
        if line == entry.words { wish.words += next(after: line) }
        return wish
    }

    /// Before there is a command: flags, and the words that may come.
    private func withoutCommand(_ line: [String], _ begun: String) -> CompletionWish {
        let phrase = Array(line.prefix { Token($0) == .value($0) })
        guard phrase == table.groupWords(in: phrase) || isPrefix(phrase) else { return CompletionWish() }
        var wish = EntryReading(.root, line.dropFirst(phrase.count)).wish(begun)
        if wish.source == .nothing, wish.start.isEmpty { wish.words += next(after: phrase) }
        return wish
    }

    private func entry(of line: [String]) -> CompletionEntry? {
        let other = table.others.filter { line.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
        if let other { return CompletionEntry(other) }
        return table.match(line).flatMap { CompletionEntry($0.commands) }
    }

    private func isPrefix(_ phrase: [String]) -> Bool { table.others.contains { $0.words.starts(with: phrase) } }

    private func next(after phrase: [String]) -> [Candidate] {
        let words = table.next(after: phrase).map { Candidate($0.word, $0.summary) }
        guard phrase.isEmpty else { return words }
        let aliases = Alias.all.map { Candidate($0.word, $0.meaning.joined(separator: " ")) }
        return words + aliases.filter { alias in !words.contains { $0.value == alias.value } }
    }
}
