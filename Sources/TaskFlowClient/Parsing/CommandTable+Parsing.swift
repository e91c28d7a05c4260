extension CommandTable {
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

    /// The line with flags that stand before the command's words moved behind them: `taskflow --json list`.
    static func arranged(_ line: [String]) -> [String] {
        var leading: [String] = []
        var rest = line[...]
        while let word = rest.first, case .flag(let name, let value) = Token(word), ClientOptions.isKnown(name) {
            leading.append(rest.removeFirst())
            let isComplete = value != nil || name != ClientOptions.dataDirectoryFlag
            if !isComplete, let next = rest.popFirst() { leading.append(next) }
        }
        let words = rest.prefix { Token($0) == .value($0) }
        return words + leading + rest.dropFirst(words.count)
    }
}
