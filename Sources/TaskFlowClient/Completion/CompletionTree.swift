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
