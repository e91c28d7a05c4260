/// What the command line says of one field.
enum ArgumentValue: Equatable, Sendable {
    case text(String)
    case list([String])
    case flag(Bool)
    /// Cleared by `--no-…`; a list is cleared by being empty.
    case null
}
