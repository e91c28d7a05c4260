/// Reads what follows a command's own words.
struct EntryReading {
    private let entry: CompletionEntry
    private var rest: ArraySlice<String>
    private var positionals: [String] = []
    private var used: Set<String> = []
    private var flagValues: [String: Set<String>] = [:]
    private var directory: String?
    private var isEnded = false

    init(_ entry: CompletionEntry, _ rest: ArraySlice<String>) { (self.entry, self.rest) = (entry, rest) }

    func wish(_ begun: String) -> CompletionWish {
        var reading = self
        var wish = reading.unnamed(begun)
        wish.dataDirectory = reading.directory
        for (field, value) in zip(entry.positional, reading.positionals) { wish.given[field.name] = value }
        return wish
    }

    private mutating func unnamed(_ begun: String) -> CompletionWish {
        while let word = rest.popFirst() {
            switch isEnded ? Token.value(word) : Token(word) {
            case .end: isEnded = true
            case .value(let value): positionals.append(value)
            case .flag(let name, let value):
                if let open = take(name, value) { return valueWish(open, begun) }
            }
        }
        if !isEnded, begun.hasPrefix("-") { return flagWish(begun) }
        return positionalWish(begun)
    }

    /// The flag whose value is to come.
    private mutating func take(_ name: String, _ attached: String?) -> CompletionEntry.Flag? {
        guard let flag = entry.flag(name) else { return nil }
        used.insert(flag.name)
        guard flag.source != nil else { return nil }
        guard let value = attached ?? rest.popFirst() else { return flag }
        flagValues[flag.name, default: []].insert(value)
        if name == ClientOptions.dataDirectoryFlag { directory = value }
        return nil
    }

    private func flagWish(_ begun: String) -> CompletionWish {
        if case .flag(let name, let value?) = Token(begun) {
            guard let flag = entry.flag(name), flag.source != nil else { return CompletionWish() }
            return valueWish(flag, value, start: String(begun.dropLast(value.count)))
        }
        let offered = entry.flags.filter { flag in
            (flag.isRepeatable || !used.contains(flag.name)) && (!flag.isRare || begun.hasPrefix("--n"))
        }
        // Whoever writes another spelling than the preferred one is helped with that one.
        let words = offered.map { flag in
            Candidate(flag.names.first { $0.hasPrefix(begun) } ?? flag.name, flag.note)
        }
        return CompletionWish(words: words, begun: begun)
    }

    private func valueWish(_ flag: CompletionEntry.Flag, _ begun: String, start: String = "") -> CompletionWish {
        Self.wish(
            flag.source ?? .nothing, begun, start, taken: flagValues[flag.name] ?? [], hasCommas: flag.takesCommas)
    }

    private func positionalWish(_ begun: String) -> CompletionWish {
        let index = positionals.count
        let isBeyond = index >= entry.positional.count
        guard
            let place = isBeyond && entry.isOpenEnded ? entry.positional.last : entry.positional.dropFirst(index).first
        else { return CompletionWish(begun: begun) }
        return Self.wish(place.source, begun, taken: Set(positionals), hasCommas: entry.takesTasks)
    }

    private static func wish(
        _ source: CompletionSource, _ begun: String, _ start: String = "", taken: Set<String>, hasCommas: Bool
    ) -> CompletionWish {
        var wish = CompletionWish(source: source, start: start, begun: begun, taken: taken)
        guard hasCommas, let comma = begun.lastIndex(of: ",") else { return wish }
        let before = begun[...comma]
        wish.start += before
        wish.begun = String(begun[begun.index(after: comma)...])
        wish.taken.formUnion(before.split(separator: ",").map(String.init))
        return wish
    }
}
