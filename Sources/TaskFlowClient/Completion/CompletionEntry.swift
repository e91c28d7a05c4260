internal import TaskFlowSchema

/// A command as shells complete it.
struct CompletionEntry: Sendable {
    struct Flag: Sendable {
        /// Every spelling, the preferred one first.
        let names: [String]
        let note: String
        /// `nil` where it takes no value.
        let source: CompletionSource?
        /// Whether it may be given again.
        var isRepeatable = false
        /// Whether several values may stand in one word, with commas between.
        var takesCommas = false
        /// Whether it is offered only to those who have begun to write it: `--no-…`.
        var isRare = false

        var name: String { names.first ?? "" }
    }

    let words: [String]
    var flags: [Flag]
    /// What is given by position, in order, with the names of the fields.
    var positional: [(name: String, source: CompletionSource)]
    /// Whether the last position may be given again and again.
    var isOpenEnded = false
    /// Whether that is a task.
    var takesTasks = false

    /// What a line takes that has no command yet.
    static let root = CompletionEntry(
        words: [],
        flags: [
            Flag(names: ["--help", "-h"], note: "Show help", source: nil),
            Flag(names: ["--version"], note: "Show the version", source: nil),
            Flag(names: ["--json"], note: "Print the API's own JSON", source: nil),
            Flag(names: [ClientOptions.dataDirectoryFlag], note: "Where the stored key is", source: .folders),
        ], positional: [])

    /// The commands that share their words, as one.
    init?(_ commands: [Command]) {
        let entries = commands.map { CompletionEntry($0) }.sorted { $0.positional.count > $1.positional.count }
        guard var entry = entries.first else { return nil }
        for flag in entries.dropFirst().flatMap(\.flags) where entry.flag(flag.name) == nil { entry.flags.append(flag) }
        self = entry
    }

    /// A command that is no operation.
    init(_ other: CommandSummary) {
        words = other.words
        flags =
            other.flags.map { flag in
                let source = flag.value.map { CompletionSource(placeholder: $0, choices: flag.choices) }
                return Flag(names: [flag.name], note: "", source: source)
            } + [Flag(names: ["--help", "-h"], note: "Show help", source: nil)]
        positional = []
        if !other.choices.isEmpty { positional = [("", .choices(other.choices))] }
        if let argument = other.argument { positional = [("", CompletionSource(placeholder: argument))] }
    }

    private init(words: [String], flags: [Flag], positional: [(name: String, source: CompletionSource)]) {
        (self.words, self.flags, self.positional) = (words, flags, positional)
    }

    private init(_ command: Command) {
        words = command.words
        positional = command.positional.map { ($0.name, CompletionSource($0, of: command)) }
        if command.file != nil { positional.append(("", .files)) }
        takesTasks = command.takesTasks
        isOpenEnded = takesTasks || command.positional.last?.isList == true
        flags = command.flagged.map { Self.flag($0, command) } + OwnFlag.of(command).map { Self.flag($0, command) }
        flags += command.fields.filter { $0.isClearable || $0.isBoolean }.map { field in
            let note = field.isBoolean ? "Not: \(field.info.summary)" : "Clear it"
            return Flag(names: ["--no-\(field.flag.drop { $0 == "-" })"], note: note, source: nil, isRare: true)
        }
    }

    /// The flag that goes by that name.
    func flag(_ name: String) -> Flag? { flags.first { $0.names.contains(name) } }

    private static func flag(_ field: CommandField, _ command: Command) -> Flag {
        Flag(
            names: field.flags, note: field.info.summary,
            source: field.isBoolean ? nil : CompletionSource(field, of: command), isRepeatable: field.isList,
            takesCommas: field.name == "fields" || field.isList && !field.choices.isEmpty)
    }

    private static func flag(_ own: OwnFlag, _ command: Command) -> Flag {
        let source = own.value.map { value -> CompletionSource in
            value == "NAMES" ? .choices(command.columnNames) : CompletionSource(placeholder: value)
        }
        return Flag(names: own.names, note: own.summary, source: source, takesCommas: own.value == "NAMES")
    }
}
