internal import Foundation
internal import TaskFlowOperations
internal import TaskFlowSchema

/// Has a text written in the caller's editor: `--edit`, and `edit` without anything to change.
struct Editor {
    let client: CommandLineClient
    let settings: ClientSettings

    /// The same invocation with what was written.
    func completed(_ invocation: Invocation) async throws(ClientFailure) -> Invocation {
        let isBare =
            invocation.command.spec.name == UpdateTask.spec.name
            && invocation.values.keys.allSatisfy { $0 == "task_id" }
        guard invocation.options.edits || isBare else { return invocation }
        guard invocation.tasks.count < 2 else { throw usage("An editor has one text: name one task", invocation) }
        guard invocation.options.edits || client.console.terminal.isInteractive else {
            throw usage("Say what to change, or edit on a terminal", invocation)
        }
        if hasTitle(invocation) { return try await titled(invocation) }
        guard let field = invocation.command.textField else { return invocation }
        let before = Self.text(invocation.values[field.name])
        let draft = try Draft(before, about: invocation.command.phrase)
        let text = try draft.edited(by: editor)
        guard !text.isEmpty else { throw .refused("Nothing was written, so nothing was done") }
        var completed = invocation
        completed.values[field.name] = .text(text)
        completed.draft = draft.path
        return completed
    }

    /// Whether the draft begins with a task's title: that of a new task without one, or of one that is edited.
    private func hasTitle(_ invocation: Invocation) -> Bool {
        let name = invocation.command.spec.name
        let isNew = name == CreateTask.spec.name && invocation.values["title"] == nil
        return isNew || name == UpdateTask.spec.name
    }

    private func titled(_ invocation: Invocation) async throws(ClientFailure) -> Invocation {
        let (title, description) = try await task(invocation)
        let before = title.isEmpty && description.isEmpty ? "" : "\(title)\n\n\(description)"
        let draft = try Draft(before, about: invocation.command.phrase, hasTitle: true)
        let text = try draft.edited(by: editor)
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let written = (
            title: String(lines.first ?? "").trimmingCharacters(in: .whitespaces),
            text: lines.count > 1 ? lines[1].trimmingCharacters(in: .newlines) : ""
        )
        guard !written.title.isEmpty else { throw .refused("There is no title, so nothing was done") }
        var completed = invocation
        if written.title != title { completed.values["title"] = .text(written.title) }
        if written.text != description {
            completed.values["description"] = written.text.isEmpty ? .null : .text(written.text)
        }
        if completed.values == invocation.values { throw .refused("Nothing was changed") }
        completed.draft = draft.path
        return completed
    }

    private func task(_ invocation: Invocation) async throws(ClientFailure) -> (title: String, description: String) {
        guard case .text(let id) = invocation.values["task_id"] else {
            return ("", Self.text(invocation.values["description"]))
        }
        let request = APIRequest(method: "GET", target: "/api/tasks/\(PathEncoding.encode(id))")
        let task = try? JSONParser.parse(try await client.send(request, settings).body)
        return (task?["title"]?.stringValue ?? "", task?["description"]?.stringValue ?? "")
    }

    private var editor: String {
        ["TASKFLOW_EDITOR", "VISUAL", "EDITOR"].lazy.compactMap { client.environment[$0] }.first { !$0.isEmpty } ?? "vi"
    }

    private static func text(_ value: ArgumentValue?) -> String { if case .text(let text) = value { text } else { "" } }

    private func usage(_ message: String, _ invocation: Invocation) -> ClientFailure {
        .usage(UsageError(message, hint: "taskflow \(invocation.command.phrase) --help"))
    }
}
