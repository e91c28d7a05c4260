internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// An operation's refusal, with what is needed to say what to do next.
struct Refusal: Sendable {
    let error: TaskFlowError
    let tool: String
    /// The task it is about, as it stands now.
    let task: TaskItem?
    /// The verbs of the steps that the caller may take with it.
    let verbs: [String]
    let arguments: JSONObject
    let caller: Actor

    /// Whether the way on depends on how the task stands.
    static func needsTask(_ error: TaskFlowError) -> Bool {
        switch error.code {
        case .forbidden, .invalidState, .assignedToOther, .preconditionFailed, .conflict, .openSubtasks: true
        default: false
        }
    }

    /// What is wrong, and what to do next.
    var text: String {
        error.code == .validationFailed ? faults : NextStep.text(for: self)
    }

    /// Who holds the task, as others name it.
    var holder: String? {
        guard let holder = task?.assignedTo else { return nil }
        return holder == caller.workerID ? "you" : holder.rawValue
    }

    /// Whether what was refused was to judge work under review.
    var judges: Bool {
        let status = arguments["status"]?.stringValue
        return ["approve_task", "reject_task", "complete_task"].contains(tool)
            || (tool == "update_task" && (status == "completed" || status == "in_progress"))
    }

    /// The completed task that was to get an open subtask, where that was what was wrong.
    var closedParent: String? {
        switch tool {
        case "create_task": arguments["parent_id"]?.text
        case "update_task" where arguments["status"] != "completed":
            arguments["parent_id"]?.text ?? task?.parentID.map { "\($0)" }
        default: nil
        }
    }

    /// Every fault with the argument it is in.
    private var faults: String {
        let lines = error.issues.map { issue in "- \(place(issue)): \(issue.message)" }
        return (["The arguments are not valid. Correct them and call \(tool) again:"] + lines).joined(separator: "\n")
    }

    private func place(_ issue: ValidationIssue) -> String {
        var steps = issue.location[...]
        // Where REST would look for it is nothing that an agent knows of.
        if steps.count > 1, let first = steps.first, Self.sources.contains(first) { steps = steps.dropFirst() }
        return steps.map { step in
            switch step {
            case .name("if-match"): ToolArguments.expectedVersion
            case .name(let name): name
            case .index(let index): String(index)
            }
        }.joined(separator: ".")
    }

    private static let sources: [ValidationIssue.Step] = ["body", "query", "path", "header"].map { .name($0) }
}
