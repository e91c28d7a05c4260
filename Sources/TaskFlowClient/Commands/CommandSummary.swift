/// A command that is no operation, as help and completion show it.
package struct CommandSummary: Sendable {
    /// A flag of such a command.
    package struct Flag: Sendable {
        /// With its dashes.
        package let name: String
        /// What its value is called; `nil` when it takes none.
        package let value: String?
        /// What its value may be, where it is one of a few.
        package let choices: [String]

        /// - Parameter value: What its value is called; `nil` when it takes none.
        package init(_ name: String, value: String? = nil, choices: [String] = []) {
            self.name = name
            self.value = value
            self.choices = choices
        }
    }

    /// The words after `taskflow`.
    package let words: [String]
    /// What it does, in a few words.
    package let summary: String
    package let flags: [Flag]
    /// What its one argument may be.
    package let choices: [String]
    /// What its one argument is called, where it may be many things: `FILE`.
    package let argument: String?

    /// - Parameter words: Separated by spaces.
    package init(
        _ words: String, _ summary: String, flags: [Flag] = [], choices: [String] = [], argument: String? = nil
    ) {
        self.words = words.split(separator: " ").map(String.init)
        self.summary = summary
        self.flags = flags
        self.choices = choices
        self.argument = argument
    }
}
