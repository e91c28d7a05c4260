/// One-letter flags for what is typed all day. A command has a letter where it has one of the fields.
enum ShortFlag {
    /// The letter, and the fields that it may stand for, the first that a command has.
    private static let all: [(flag: String, fields: [String])] = [
        ("-p", ["project_slug", "project"]),
        ("-s", ["status"]),
        ("-m", ["text", "prompt", "note", "description", "reason"]),
    ]

    /// The field that `-m` gives: the command's text.
    static let text = "-m"

    /// The letter of a field among its command's fields; `nil` where it has none.
    static func of(_ name: String, among names: [String]) -> String? {
        all.first { entry in entry.fields.first(where: names.contains) == name }?.flag
    }
}
