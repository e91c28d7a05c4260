/// What a word that is being typed may become.
struct Candidate: Equatable, Sendable {
    /// The whole word, as the program takes it.
    let value: String
    /// What it is, for people; empty where the value says it.
    let note: String

    /// - Parameters:
    ///   - value: Of one line, without control characters; see ``isSafe``.
    ///   - note: Of anybody's making: it is made safe.
    init(_ value: String, _ note: String = "") {
        self.value = value
        self.note = TerminalText.line(note)
    }

    /// Whether the value may go onto a line: an escape in place of a control character would be another value.
    var isSafe: Bool { !value.isEmpty && TerminalText.line(value) == value }

    /// The same word with something before it: `--project=`.
    func following(_ start: String) -> Candidate { Candidate(start + value, note) }
}

/// What is offered for a word that is being typed.
struct Offer: Equatable, Sendable {
    /// What the shell adds by itself.
    enum Files: String, Sendable {
        case none = "words"
        case files
        case folders
    }

    /// At most so many: below the hundred from which on readline asks whether to show them.
    static let limit = 90

    var candidates: [Candidate] = []
    var files: Files = .none
    /// What stands in the word before a file's name: `--data-dir=`, `@`.
    var start = ""

    /// - Parameter candidates: What they begin with is looked at here, and how many there are.
    init(_ candidates: [Candidate], begun: String, after start: String = "") {
        self.candidates = Array(
            candidates.lazy.filter { $0.isSafe && $0.value.hasPrefix(begun) }.prefix(Self.limit)
                .map { $0.following(start) })
        self.start = start
    }

    /// - Parameter candidates: What fits, and all that is wanted.
    init(_ candidates: [Candidate]) { self.init(candidates, begun: "") }

    init(_ files: Files, after start: String) { (self.files, self.start) = (files, start) }
}
