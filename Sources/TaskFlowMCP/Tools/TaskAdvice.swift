internal import TaskFlowDomain
internal import TaskFlowSchema

/// What to do with a task after a step was refused, by its state, by whose it is, and by the steps that the caller may take.
struct TaskAdvice {
    private let refusal: Refusal
    private let task: TaskItem
    /// Who holds it, as others name it: `you`, an id, or nobody.
    private let holder: String?

    init?(_ refusal: Refusal) {
        guard let task = refusal.task else { return nil }
        self.refusal = refusal
        self.task = task
        holder = refusal.holder
    }

    private var isMine: Bool { holder == "you" }

    /// After a step that the task's state, or whoever it is assigned to, does not allow.
    var text: String {
        if refusal.tool == "claim_task" { return claim }
        if task.status == .inProgress, refusal.tool == "complete_task", may("submit") {
            return NextStep.sentence(refusal, "Call submit_task with task_id=\(task.id); another worker approves it.")
        }
        return NextStep.sentence(refusal, "Task \(task.id) is \(standing). \(way)")
    }

    /// After a step that is not the caller's to take.
    var textForForbidden: String? {
        if refusal.verbs.isEmpty, task.status == .pending, holder == nil { return nil }
        switch task.status {
        case .review where refusal.judges:
            return NextStep.sentence(
                refusal, "Leave task \(task.id) under review: another worker reviews it. Go on with other work.")
        case .inProgress where holder != nil && !isMine:
            return NextStep.sentence(
                refusal, "Task \(task.id) is assigned to \(holder ?? ""). Leave it, or ask them to release it.")
        default: return NextStep.sentence(refusal, "Task \(task.id) is \(standing). \(way)")
        }
    }

    private var claim: String {
        switch task.status {
        case .inProgress where isMine: "You already hold task \(task.id). Go on with it: \(goingOn)."
        case .inProgress: "Task \(task.id) is being worked on by \(holder ?? "someone else"). \(Self.elsewhere)"
        case .pending where may("start"): "Task \(task.id) has just become free. Call claim_task again."
        case .pending: "Task \(task.id) is assigned to \(holder ?? "someone else"). \(Self.elsewhere)"
        case .blocked where holder == nil || isMine:
            "Task \(task.id) is blocked. When its cause is gone call unblock_task first. \(Self.elsewhere)"
        case .blocked, .review, .completed: "Task \(task.id) is \(standing). \(Self.elsewhere)"
        }
    }

    private var standing: String {
        let state = task.status == .review ? "under review" : task.status.rawValue
        guard let holder else { return state }
        return task.status == .pending ? "\(state), assigned to \(holder)" : "\(state), held by \(holder)"
    }

    /// What the caller may do with the task as it stands.
    private var way: String {
        switch task.status {
        case .pending: may("start") ? "Call claim_task first." : leave
        case .inProgress: options.map { "From here: \($0)." } ?? leave
        case .review: options.map { "From here: \($0)." } ?? "Another worker reviews it. \(Self.elsewhere)"
        case .blocked where may("unblock"):
            holder == nil || isMine
                ? "Call unblock_task first."
                : "When its cause is gone unblock_task lets \(holder ?? "") go on. \(Self.elsewhere)"
        case .blocked: leave
        case .completed:
            may("reopen")
                ? "There is nothing left to do; to reopen it call update_task with status=pending."
                : "There is nothing left to do. \(Self.elsewhere)"
        }
    }

    private var leave: String { holder == nil || isMine ? Self.elsewhere : "Leave it to them. \(Self.elsewhere)" }

    private var goingOn: String {
        let end = [may("submit") ? "submit_task" : nil, may("complete") ? "complete_task" : nil].compactMap(\.self)
        return "update_progress" + (end.isEmpty ? "" : ", then \(end.joined(separator: " or "))")
    }

    /// The tools of the steps that may be taken.
    private var options: String? {
        // From review to complete a task is to approve it.
        let tools = Self.tools.filter { may($0.verb) && !($0.verb == "complete" && task.status == .review) }.map(\.tool)
        guard let last = tools.last else { return nil }
        return tools.count == 1 ? last : tools.dropLast().joined(separator: ", ") + " or " + last
    }

    private func may(_ verb: String) -> Bool { refusal.verbs.contains(verb) }

    private static let tools: [(verb: String, tool: String)] = [
        ("progress", "update_progress"), ("submit", "submit_task"), ("approve", "approve_task"),
        ("reject", "reject_task"), ("complete", "complete_task"), ("block", "block_task"), ("release", "release_task"),
    ]

    private static let elsewhere = "Call list_tasks with status=pending and unassigned=true for free work."
}
