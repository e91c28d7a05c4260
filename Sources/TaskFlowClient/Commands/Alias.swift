/// Other names for commands, as people know them from elsewhere, and what each stands for.
enum Alias {
    /// The word, and the words and flags that it stands for.
    static let all: [(word: String, meaning: [String])] = [
        ("ls", ["list"]), ("new", ["add"]), ("done", ["complete"]), ("close", ["complete"]), ("claim", ["start"]),
        ("rm", ["delete"]), ("mine", ["list", "--assigned-to=me"]), ("ready", ["list", "--ready"]),
        (search, ["list"]),
    ]
    static let search = "search"

    static var words: [String] { all.map(\.word) }

    /// The other names of a command, given by its words.
    static func names(of command: [String]) -> [String] { all.filter { $0.meaning == command }.map(\.word) }

    /// The line with an alias at its beginning written out. `search` takes its text without a flag: all words up to one.
    static func resolved(_ line: [String]) -> [String] {
        guard let first = line.first, let alias = all.first(where: { $0.word == first }) else { return line }
        let rest = line.dropFirst()
        guard first == search else { return alias.meaning + rest }
        let text = rest.prefix { Token($0) == .value($0) }
        let condition = text.isEmpty ? [] : ["--q=\(text.joined(separator: " "))"]
        return alias.meaning + condition + rest.dropFirst(text.count)
    }
}
