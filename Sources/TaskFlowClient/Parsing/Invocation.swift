/// A command with everything the command line says of its fields.
struct Invocation: Sendable {
    let command: Command
    var values: [String: ArgumentValue]
    /// The tasks that it is to be done with, one after another, where it may be several.
    var tasks: [String] = []
    let options: ClientOptions
    /// The file that the body is to be read from; `-` is standard input.
    var file: String?
    /// The repository's project, for a body from a file that names none.
    var project: String?
    /// The file that the text was written in, to be kept where it is refused.
    var draft: String?
    /// Whether the list is shown again and again, so that no pager may stand in the way.
    var isWatched = false

    subscript(field: CommandField) -> ArgumentValue? { values[field.name] }

    /// The same for one of its tasks.
    func about(_ task: String) -> Invocation {
        var other = self
        other.values["task_id"] = .text(task)
        return other
    }

    /// How many seconds the server is asked to wait.
    var waits: Int {
        guard case .text(let text) = command.waitField.flatMap({ values[$0] }) else { return 0 }
        return min(max(Int(text) ?? 0, 0), 300)
    }
}

/// What the command line says of one field.
enum ArgumentValue: Equatable, Sendable {
    case text(String)
    case list([String])
    case flag(Bool)
    /// Cleared by `--no-…`; a list is cleared by being empty.
    case null
}
