/// The command that an operation is: its words, which fields are positional, and shorter names for flags.
package struct Verb: Sendable {
    /// The words after `taskflow`: `["project", "add"]`.
    package let words: [String]
    /// The fields given by position, in order: `["task_id", "percent"]`. The rest are flags.
    package let positional: [String]
    /// Shorter flags for fields: `["project": "project_slug"]`. The field's own name works too.
    package let flags: [String: String]
    /// A command line that shows its use, without `taskflow`.
    package let example: String

    /// - Parameter words: the words with spaces between: `"project add"`.
    package init(_ words: String, _ positional: String..., flags: [String: String] = [:], example: String) {
        self.words = words.split(separator: " ").map(String.init)
        self.positional = positional
        self.flags = flags
        self.example = example
    }
}
