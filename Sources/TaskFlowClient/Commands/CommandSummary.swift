/// A command that is no operation, as help and completion show it.
public struct CommandSummary: Sendable {
    /// A flag of such a command.
    public struct Flag: Sendable {
        /// With its dashes.
        public let name: String
        /// What its value is called; `nil` when it takes none.
        public let value: String?

        public init(_ name: String, value: String? = nil) {
            self.name = name
            self.value = value
        }
    }

    /// The words after `taskflow`.
    public let words: [String]
    /// What it does, in a few words.
    public let summary: String
    public let flags: [Flag]
    /// What its one argument may be.
    public let choices: [String]

    public init(_ words: String, _ summary: String, flags: [Flag] = [], choices: [String] = []) {
        self.words = words.split(separator: " ").map(String.init)
        self.summary = summary
        self.flags = flags
        self.choices = choices
    }
}
