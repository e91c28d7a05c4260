internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The parts of a `PATCH`, each applied to the edit in turn.
struct TaskPatching {
    private let input: TaskPatch
    private let actor: Actor

    init(_ input: TaskPatch, _ actor: Actor) {
        self.input = input
        self.actor = actor
    }

    /// Locks what the rules on parents and subtasks look at, together with the task.
    func lockOthers(in tx: borrowing Transaction) throws(TaskFlowError) {
        if case .set(let assignee?) = input.assignedTo {
            if case .set(_?) = input.parentID {
                try TaskLocks.changeTree(of: actor, in: tx)
            } else if input.status.value != nil {
                try TaskLocks.keepTree(of: actor, in: tx)
            }
            try TaskLocks.keepAssignee(assignee, ofTask: input.taskID, by: actor, in: tx)
        }
        if case .set(let parent?) = input.parentID {
            try TaskLocks.lockMove(of: input.taskID, under: parent, of: actor, in: tx)
        } else if input.status.value != nil {
            try TaskLocks.lockWithParent(input.taskID, of: actor, in: tx)
        }
    }

    /// 422 for a parent or worker that is not there, and for a step that needs a reason and has none.
    func checkReferences(_ edit: TaskEdit, in tx: borrowing Transaction) throws(TaskFlowError) {
        _ = try ParentReference.find(newParent(edit), for: actor, in: tx)
        var task = edit.task
        let worker = try assignee(edit, in: tx)
        // The step is taken from where the assignment leads.
        if input.assignedTo.value != nil { TaskLifecycle.apply(.assign(worker), to: &task, at: tx.now) }
        guard let status = input.status.value, let step = transition(to: status, of: task) else { return }
        if needsReason(step), input.reason == nil {
            let missing = ValidationIssue(
                "missing", at: [.name("body"), .name("reason")], "Field required", input: .null)
            throw .invalid([missing])
        }
    }

    func changeFields(_ edit: inout TaskEdit, in tx: borrowing Transaction) throws(TaskFlowError) {
        if let parent = try ParentReference.find(newParent(edit), for: actor, in: tx) {
            try parent.requireProject(edit.loaded.task.projectID)
            if try Subtasks.contains(parent.task.item.id, under: edit.task.id, in: tx) {
                throw TaskFlowError(.invalidState, "A task cannot be a part of itself or of its own subtasks")
            }
            if edit.task.status != .completed { try parent.requireOpen() }
        }
        edit.change { task in
            if let title = input.title.value { task.title = title }
            if let description = input.description.value { task.description = description }
            if let priority = input.priority.value { task.priority = priority }
            if let parent = input.parentID.value { task.parentID = parent }
            if let tags = input.tags.value { task.tags = tags ?? Tags([]) }
            if let due = input.dueDate.value { task.dueDate = due }
        }
    }

    func assign(_ edit: inout TaskEdit, in tx: borrowing Transaction) throws(TaskFlowError) {
        guard input.assignedTo.value != nil else { return }
        let worker = try assignee(edit, in: tx)
        if worker == edit.task.assignedTo { return }
        try edit.check(.assign(worker))
        edit.take(.assign(worker), at: tx.now)
    }

    func report(_ edit: inout TaskEdit, in tx: borrowing Transaction) throws(TaskFlowError) {
        guard let percent = input.progressPercent.value, percent != edit.task.progressPercent else { return }
        try edit.check(.progress(percent))
        let note = noted(with: edit) ? input.reason : nil
        var context: JSONObject = ["percent": percent.json]
        if let note { context["note"] = note.json }
        edit.take(.progress(percent), context: context, remark: note, at: tx.now)
    }

    func step(_ edit: inout TaskEdit, in tx: borrowing Transaction) throws(TaskFlowError) {
        guard let status = input.status.value, status != edit.task.status else { return }
        guard let step = transition(to: status, of: edit.task) else { throw impossible(status, edit.task) }
        try edit.check(step)
        if step == .approve || step == .complete { try Subtasks.requireCompleted(of: edit.task, in: tx) }
        if step == .reopen { try ParentReference.find(edit.task.parentID, for: actor, in: tx)?.requireOpen() }
        edit.take(step, (needsReason(step) ? "reason" : "note", mayHaveNote(step) ? input.reason : nil), at: tx.now)
    }

    private func assignee(_ edit: TaskEdit, in tx: borrowing Transaction) throws(TaskFlowError) -> WorkerID? {
        guard case .set(let reference?) = input.assignedTo else { return nil }
        return try Assignee.find(reference, for: edit.loaded.place, actor: actor, in: tx)
    }

    private func newParent(_ edit: TaskEdit) -> TaskID? {
        guard let parent = input.parentID.value, parent != edit.task.parentID else { return nil }
        return parent
    }

    private func transition(to status: TaskStatus, of task: TaskItem) -> Transition? {
        TaskLifecycle.transition(of: task, to: status, by: actor.workerID)
    }

    private func needsReason(_ step: Transition) -> Bool { step == .block || step == .reject }
    private func mayHaveNote(_ step: Transition) -> Bool {
        needsReason(step) || step.action == .submitted || step == .release
    }

    /// Whether the reason is a word on the progress: it belongs to the step to a new status, where that takes one.
    private func noted(with edit: TaskEdit) -> Bool {
        let from = edit.loaded.task.item
        guard let status = input.status.value, let step = transition(to: status, of: from) else { return true }
        return !mayHaveNote(step)
    }

    private func impossible(_ status: TaskStatus, _ task: TaskItem) -> TaskFlowError {
        TaskFlowError(
            .invalidState,
            "Cannot change task from status '\(task.status.rawValue)' to '\(status.rawValue)'")
    }
}
