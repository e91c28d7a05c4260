internal import TaskFlowOperations
internal import TaskFlowSchema

/// What is said after a change: one sentence, `Started #1 Write the report`.
enum Sentence {
    /// The sentence for an answer; `nil` for what is shown whole, since it is told once or is no change.
    static func of(_ answer: JSON?, to invocation: Invocation) -> String? {
        let name = invocation.command.spec.name
        if let verb = tasks[name] { return answer.map { "\(verb) \(task($0))" } }
        return ofTask(answer, name) ?? ofOther(answer, name, invocation)
    }

    /// `#1 Write the report`.
    static func task(_ task: JSON) -> String { "#\(CellText.line(task["id"])) \(CellText.line(task["title"]))" }

    private static let tasks: [String: String] = [
        UpdateTask.spec.name: "Changed", StartTask.spec.name: "Started", ApproveTask.spec.name: "Approved",
        RejectTask.spec.name: "Rejected", CompleteTask.spec.name: "Completed", BlockTask.spec.name: "Blocked",
        UnblockTask.spec.name: "Unblocked", ReleaseTask.spec.name: "Released", ReopenTask.spec.name: "Reopened",
    ]

    private static func ofTask(_ answer: JSON?, _ name: String) -> String? {
        guard let answer else { return nil }
        switch name {
        case CreateTask.spec.name:
            let worker = answer["assigned_to"] ?? .null
            return "Added \(task(answer))" + (worker == .null ? "" : ", for \(CellText.line(worker))")
        case UpdateProgress.spec.name: return "\(task(answer)) is \(CellText.line(answer["progress_percent"])) % done"
        case SubmitTask.spec.name: return "Submitted \(task(answer)) for review"
        case AssignTask.spec.name:
            let worker = answer["assigned_to"] ?? .null
            return worker == .null
                ? "\(task(answer)) is nobody's now" : "Assigned \(task(answer)) to \(CellText.line(worker))"
        default: return nil
        }
    }

    private static func ofOther(_ answer: JSON?, _ name: String, _ invocation: Invocation) -> String? {
        func given(_ field: String) -> String {
            guard case .text(let text) = invocation.values[field] else { return "" }
            return TerminalText.line(text)
        }
        func told(_ key: String) -> String { CellText.line(answer?[key]) }
        return switch name {
        case DeleteTask.spec.name: "Deleted #\(given("task_id"))"
        case CreateProject.spec.name: "Made project \(told("slug")), \(told("name"))"
        case UpdateProject.spec.name: "Changed project \(told("slug"))"
        case DeleteProject.spec.name: "Deleted project \(given("slug"))"
        case AddMember.spec.name: "\(given("worker_id")) is in project \(given("slug")) now"
        case RemoveMember.spec.name: "\(given("worker_id")) is in project \(given("slug")) no longer"
        case RegisterWorker.spec.name:
            "Registered \(told("handle")), \(told("type") == "agent" ? "an agent" : "a person")"
        case UpdateWorker.spec.name: "Changed \(told("handle"))"
        case DeleteWorker.spec.name: "Deleted worker \(given("id"))"
        case RevokeKey.spec.name: "Revoked key \(given("key_id")) of \(given("id"))"
        case EndSessions.spec.name: "Signed \(given("id")) out everywhere"
        case AddComment.spec.name: "Commented on #\(told("task_id")) (comment \(told("id")))"
        case EditComment.spec.name: "Changed comment \(told("id"))"
        case DeleteComment.spec.name: "Deleted comment \(given("comment_id"))"
        case AddLink.spec.name: "Linked #\(told("task_id")) to \(told("url")) (link \(told("id")))"
        case RemoveLink.spec.name: "Took link \(given("link_id")) from #\(given("task_id"))"
        case AddNeed.spec.name: "#\(given("id")) needs #\(given("task_id"))"
        case RemoveNeed.spec.name: "#\(given("id")) needs #\(given("needed_id")) no longer"
        case AskQuestion.spec.name: "Asked question \(told("id")) about #\(told("task_id")), to \(told("to"))"
        case AnswerQuestion.spec.name: "Answered question \(told("id"))"
        case WithdrawQuestion.spec.name: "Withdrew question \(told("id"))"
        case InboxDone.spec.name: "\(given("item_id")) is out of your inbox"
        default: nil
        }
    }
}
