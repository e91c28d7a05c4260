internal import TaskFlowOperations

/// Prose that comes from standard input: `-` in place of a text, such as that of a comment.
enum StandardText {
    private static let members = ["text", "prompt"]
    private static let commands: Set<String> = [
        AddComment.spec.name, EditComment.spec.name, AskQuestion.spec.name, AnswerQuestion.spec.name,
    ]

    /// The same invocation with what was read, without the line break at its end.
    ///
    /// - Throws: what is wrong with what was read.
    static func completed(_ invocation: Invocation) throws(UsageError) -> Invocation {
        guard commands.contains(invocation.command.spec.name),
            let member = members.first(where: { invocation.values[$0] == .text("-") })
        else { return invocation }
        let bytes = try BodyFile.bytes("-", "Standard input")
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw UsageError("Standard input is not UTF-8 text")
        }
        var completed = invocation
        completed.values[member] = .text(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        return completed
    }
}
