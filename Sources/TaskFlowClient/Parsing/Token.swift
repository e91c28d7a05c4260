/// One word of the command line, read for what it looks like.
enum Token: Equatable {
    /// `--`: what follows are values.
    case end
    /// `--name`, `--name=value`, `-n`; underscores in the name are read as dashes.
    case flag(name: String, value: String?)
    case value(String)

    init(_ word: String) {
        if word == "--" {
            self = .end
        } else if word.hasPrefix("-"), word != "-", !Self.isNegativeNumber(word) {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = (parts.first.map(String.init) ?? word).replacing("_", with: "-")
            self = .flag(name: name, value: parts.count == 2 ? String(parts[1]) : nil)
        } else {
            self = .value(word)
        }
    }

    private static func isNegativeNumber(_ word: String) -> Bool {
        word.dropFirst().allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
    }
}
