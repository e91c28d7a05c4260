internal import TaskFlowSchema

/// A way to begin that a person chooses: a message made of the arguments.
struct Prompt: Sendable {
    /// A value that the person gives.
    struct Argument: Sendable {
        let name: String
        let description: String
        let isRequired: Bool
        let kind: CompletionKind
    }

    let name: String
    let title: String
    let description: String
    let arguments: [Argument]
    /// The message; absent arguments are empty.
    let text: @Sendable (_ values: [String: String]) -> String

    /// The prompt as `prompts/list` tells of it.
    var listing: JSON {
        let arguments = arguments.map { argument -> JSON in
            [
                "name": .string(argument.name), "description": .string(argument.description),
                "required": .bool(argument.isRequired),
            ]
        }
        return [
            "name": .string(name), "title": .string(title), "description": .string(description),
            "arguments": .array(arguments),
        ]
    }
}
