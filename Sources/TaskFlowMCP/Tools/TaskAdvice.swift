internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// What to do with a task after a step was refused: it depends on the task's state, on who holds it, and on the steps that
/// the caller may take.
struct TaskAdvice {
    private let refusal: Refusal
    private let steps: OpenSteps
    private let task: TaskItem
    /// Who holds it, as others name it: `you`, an id, or nobody.
    private let holder: String?

    init?(_ refusal: Refusal) {
        guard let steps = refusal.steps else { return nil }
        self.refusal = refusal
        self.steps = steps
        task = steps.task
        holder = refusal.holder
    }

    private var isMine: Bool { holder == "you" }

    /// Advice after a step that the task's state or its assignee does not allow.
    var text: String {
        if refusal.isOf(StartTask.self) { return claim }
        if task.status == .inProgress, refusal.isOf(CompleteTask.self), may(SubmitTask.self) {
            return NextStep.sentence(refusal, "Call submit_task with task_id=\(task.id); another worker approves it.")
        }
        return NextStep.sentence(refusal, "Task \(task.id) is \(standing). \(way)")
    }

    /// Advice after a step that the caller may not take.
    var textForForbidden: String? {
        if steps.commands.isEmpty, task.status == .pending, holder == nil { return nil }
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
        case .pending where may(StartTask.self): "Task \(task.id) has just become free. Call claim_task again."
        case .pending: "Task \(task.id) is assigned to \(holder ?? "someone else"). \(Self.elsewhere)"
        case .blocked where asks: "Task \(task.id) \(waiting)"
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
        case .pending: may(StartTask.self) ? "Call claim_task first." : leave
        case .inProgress: options.map { "From here: \($0)." } ?? leave
        case .review: options.map { "From here: \($0)." } ?? "Another worker reviews it. \(Self.elsewhere)"
        case .blocked where asks: "It \(waiting)"
        case .blocked where may(UnblockTask.self):
            holder == nil || isMine
                ? "Call unblock_task first."
                : "When its cause is gone unblock_task lets \(holder ?? "") go on. \(Self.elsewhere)"
        case .blocked: leave
        case .completed:
            may(ReopenTask.self)
                ? "There is nothing left to do; to reopen it call update_task with status=pending."
                : "There is nothing left to do. \(Self.elsewhere)"
        }
    }

    /// Whether the task waits for an answer. To unblock it is to go on without: nobody is sent there.
    private var asks: Bool { task.blockedKind == .question }

    private var waiting: String {
        "waits for an answer: wait_for_changes tells when it comes. Meanwhile call claim_next_task for other work."
    }

    private var leave: String { holder == nil || isMine ? Self.elsewhere : "Leave it to them. \(Self.elsewhere)" }

    private var goingOn: String {
        let end = tools(of: [SubmitTask.self, CompleteTask.self])
        return "update_progress" + (end.isEmpty ? "" : ", then \(end.joined(separator: " or "))")
    }

    /// The steps that the caller may take, in words.
    private var options: String? {
        // To complete a task under review is to approve it.
        let tools = tools(of: Self.waysOn.filter { !($0 == CompleteTask.self && task.status == .review) })
        guard let last = tools.last else { return nil }
        return tools.count == 1 ? last : tools.dropLast().joined(separator: ", ") + " or " + last
    }

    /// The tools of those commands that the caller may use.
    private func tools(of commands: [any Command.Type]) -> [String] {
        commands.filter(may).compactMap { $0.spec.agent?.tool }
    }

    private func may(_ command: any Command.Type) -> Bool { steps.contain(command) }

    /// The steps that lead on from work in progress or under review, in the order in which they are advised.
    private static let waysOn: [any Command.Type] = [
        UpdateProgress.self, SubmitTask.self, ApproveTask.self, RejectTask.self, CompleteTask.self, BlockTask.self,
        ReleaseTask.self,
    ]

    private static let elsewhere = "Call list_tasks with status=pending and unassigned=true for free work."
}
