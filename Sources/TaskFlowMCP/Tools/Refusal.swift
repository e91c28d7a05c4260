internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// An operation's refusal, with what is needed to say what to do next.
struct Refusal: Sendable {
    let error: TaskFlowError
    /// The operation that refused, and its name as a tool.
    let operation: any Operation.Type
    let tool: String
    /// The task it is about, as it stands now, with the steps that the caller may take; `nil` where that does not matter, or
    /// the caller may not see the task.
    let steps: OpenSteps?
    let arguments: JSONObject
    let caller: Actor

    var task: TaskItem? { steps?.task }

    /// Whether what to do next depends on how the task stands.
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

    /// Whether it was this operation that refused.
    func isOf(_ operation: any Operation.Type) -> Bool { self.operation == operation }

    /// Whether the caller tried to judge work under review.
    var judges: Bool {
        let status = arguments["status"]?.stringValue
        let isPatch = isOf(UpdateTask.self) && (status == "completed" || status == "in_progress")
        return isPatch || isOf(ApproveTask.self) || isOf(RejectTask.self) || isOf(CompleteTask.self)
    }

    /// The completed task that was to get an open subtask, where the refusal was for that.
    var closedParent: String? {
        if isOf(CreateTask.self) { return arguments["parent_id"]?.text }
        guard isOf(UpdateTask.self), arguments["status"] != "completed" else { return nil }
        return arguments["parent_id"]?.text ?? task?.parentID.map { "\($0)" }
    }

    /// Every fault with its argument.
    private var faults: String {
        let lines = error.issues.map { issue in "- \(place(issue)): \(issue.message)" }
        return (["The arguments are not valid. Correct them and call \(tool) again:"] + lines).joined(separator: "\n")
    }

    private func place(_ issue: ValidationIssue) -> String {
        var steps = issue.location[...]
        // An agent's arguments are flat: it knows nothing of REST's sources.
        if steps.count > 1, let first = steps.first, Self.sources.contains(first) { steps = steps.dropFirst() }
        return steps.map { step in
            switch step {
            case .name(let name): ToolArguments.name(of: name)
            case .index(let index): String(index)
            }
        }.joined(separator: ".")
    }

    private static let sources: [ValidationIssue.Step] = ["body", "query", "path", "header"].map { .name($0) }
}
