internal import TaskFlowSchema

/// Refuses what the operation's own schema rules out, before anything is sent.
enum InputCheck {
    /// - Throws: all that is wrong, in one line, by the names of flags.
    static func check(_ invocation: Invocation) throws(UsageError) {
        // What a file holds is the server's to judge: it tells of all faults with their places.
        guard invocation.file == nil else { return }
        let faults = invocation.command.issues(RequestBuilder.arguments(of: invocation))
        guard !faults.isEmpty else { return }
        throw UsageError(
            faults.map { describe($0, invocation.command) }.joined(separator: "; "),
            hint: "taskflow \(invocation.command.phrase) --help")
    }

    private static func describe(_ issue: ValidationIssue, _ command: Command) -> String {
        let steps = issue.location.dropFirst()
        guard case .name(let name) = steps.first, let field = command.fields.first(where: { $0.name == name }) else {
            return words(issue)
        }
        let place = field.isPositional ? field.placeholder : field.flag
        let value = issue.input.stringValue.map { "'\($0.prefix(80))': " } ?? ""
        let nearest = issue.input.stringValue.flatMap { Suggestion.nearest(to: $0, among: field.choices) }
        return "\(place): \(value)\(words(issue))" + (nearest.map { ". Did you mean '\($0)'?" } ?? "")
    }

    /// The sentence without what pydantic puts before it.
    private static func words(_ issue: ValidationIssue) -> String {
        let prefix = "Value error, "
        let text = issue.message.hasPrefix(prefix) ? String(issue.message.dropFirst(prefix.count)) : issue.message
        return text.replacing("Input should be", with: "should be").replacing("String should", with: "should")
    }
}
