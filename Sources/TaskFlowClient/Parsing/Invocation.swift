/// A command with everything the command line says of its fields.
struct Invocation: Sendable {
    let command: Command
    let values: [String: ArgumentValue]
    let options: ClientOptions

    subscript(field: CommandField) -> ArgumentValue? { values[field.name] }
}
