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
        let (before, version) = try await task(invocation)
        let draft = try Draft(before.text, about: invocation.command.phrase, hasTitle: true)
        let written = TitledText(written: try draft.edited(by: editor))
        guard !written.title.isEmpty else { throw .refused("There is no title, so nothing was done") }
        var completed = invocation
        put(written, insteadOf: before.unchanged, into: &completed)
        if completed.values == invocation.values {
            Draft.discard(draft.path)
            throw .refused("Nothing was changed")
        }
        // What somebody else has written meanwhile is not written over.
        if let version, completed.values[Self.match] == nil { completed.values[Self.match] = .text("\"v\(version)\"") }
        completed.draft = draft.path
        return completed
    }

    /// The field that says which version of the task is meant.
    private static let match = "if-match"

    private func put(_ new: TitledText, insteadOf old: TitledText, into invocation: inout Invocation) {
        if new.title != old.title { invocation.values["title"] = .text(new.title) }
        guard new.description != old.description else { return }
        invocation.values["description"] = new.description.isEmpty ? .null : .text(new.description)
    }

    /// What is to be edited, and at which version of the task it was so; a new task has none.
    private func task(_ invocation: Invocation) async throws(ClientFailure) -> (text: TitledText, version: Int?) {
        guard case .text(let id) = invocation.values["task_id"] else {
            return (TitledText(title: "", description: Self.text(invocation.values["description"])), nil)
        }
        let request = APIRequest(method: "GET", target: "/api/tasks/\(PathEncoding.encode(id))")
        let answer: APIResponse
        do throws(ClientFailure) { answer = try await client.send(request, settings) } catch {
            throw await NextCommand(client: client, settings: settings).told(error, after: invocation)
        }
        let task = try? JSONParser.parse(answer.body)
        let (title, description) = (task?["title"]?.stringValue ?? "", task?["description"]?.stringValue ?? "")
        return (TitledText(title: title, description: description), task?["version"]?.integerValue)
    }

    private var editor: String {
        ["TASKFLOW_EDITOR", "VISUAL", "EDITOR"].lazy.compactMap { client.environment[$0] }.first { !$0.isEmpty } ?? "vi"
    }

    private static func text(_ value: ArgumentValue?) -> String { if case .text(let text) = value { text } else { "" } }

    private func usage(_ message: String, _ invocation: Invocation) -> ClientFailure {
        .usage(UsageError(message, hint: "taskflow \(invocation.command.phrase) --help"))
    }
}
