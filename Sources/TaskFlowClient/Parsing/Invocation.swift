/// A command with everything the command line says of its fields.
struct Invocation: Sendable {
    let command: Command
    var values: [String: ArgumentValue]
    let options: ClientOptions
    /// The file that the body is to be read from; `-` is standard input.
    var file: String?

    subscript(field: CommandField) -> ArgumentValue? { values[field.name] }

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

/// The flags that every client command takes.
struct ClientOptions: Equatable, Sendable {
    /// Print the API's own JSON.
    var json = false
    /// Do not ask before a deletion.
    var yes = false
    var help = false
    var dataDirectory: String?

    /// Flags without a value, and what they set.
    static let switches: [String: any WritableKeyPath<ClientOptions, Bool> & Sendable] = [
        "--json": \.json, "--yes": \.yes, "-y": \.yes, "--help": \.help, "-h": \.help,
    ]

    static let dataDirectoryFlag = "--data-dir"

    static func isKnown(_ flag: String) -> Bool { switches[flag] != nil || flag == dataDirectoryFlag }
}
