internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A `PATCH` of a task with what it names looked up: lock, resolve, check, then apply part by part.
struct TaskPatching {
    private let input: TaskPatch
    private let actor: Actor
    /// The task that it is to become a part of; `nil` where that stays or becomes none.
    private let parent: ParentReference?
    /// Who it is to be assigned to, where the input says so.
    private let assignee: Patch<WorkerID?>
    /// All tasks that it is to need, where the input says so.
    private let needed: [Needs.Needed]?

    /// Locks what the rules on parents and subtasks look at, before the task itself.
    static func lockOthers(_ input: TaskPatch, of actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        // First of all: whoever keeps the tree already may not take it for a change.
        if input.needs.isSet || input.parentID.isSet || input.notBefore.isSet {
            try TaskLocks.changeTree(of: actor, in: tx)
        }
        if case .set(let assignee?) = input.assignedTo {
            if input.status.value != nil { try TaskLocks.keepTree(of: actor, in: tx) }
            try TaskLocks.keepAssignee(assignee, ofTask: input.taskID, by: actor, in: tx)
        }
        if case .set(let parent?) = input.parentID {
            try TaskLocks.lockMove(of: input.taskID, under: parent, of: actor, in: tx)
        } else if input.status.value != nil {
            try TaskLocks.lockWithOthers(input.taskID, of: actor, in: tx)
        }
    }

    /// Looks up the parent and the worker that the input names: 422 where they are not there, and for a step that needs a
    /// reason and has none.
    init(_ input: TaskPatch, of edit: TaskEdit, in tx: borrowing Transaction) throws(TaskFlowError) {
        self.input = input
        actor = edit.actor
        let parentID = input.parentID.value.flatMap { $0 == edit.task.parentID ? nil : $0 }
        parent = try ParentReference.find(parentID, for: edit.actor, in: tx)
        switch input.assignedTo {
        case .unchanged: assignee = .unchanged
        case .set(nil): assignee = .set(nil)
        case .set(let reference?):
            assignee = .set(try Assignee.find(reference, for: edit.loaded.place, actor: edit.actor, in: tx))
        }
        needed = try input.needs.value.map { ids throws(TaskFlowError) in
            try Needs.find(ids?.all ?? [], at: [.name("body"), .name("needs")], for: edit.actor, in: tx)
        }
        try checkReason(edit.task, at: tx.now)
    }

    /// Applies the parts to the edit, each under the rules of the operation that does the same.
    func apply(to edit: inout TaskEdit, in tx: borrowing Transaction) throws(TaskFlowError) {
        try changeFields(&edit, in: tx)
        try assign(&edit, in: tx)
        // Progress belongs to work in progress: before a step that leads out of it, after one that leads into it.
        let isInProgress = edit.task.status == .inProgress
        if isInProgress { try report(&edit, at: tx.now) }
        try step(&edit, in: tx)
        if !isInProgress { try report(&edit, at: tx.now) }
    }

    private func checkReason(_ task: TaskItem, at now: Timestamp) throws(TaskFlowError) {
        var task = task
        // The step is taken from where the assignment leads.
        if let worker = assignee.value { TaskLifecycle.apply(.assign(worker), to: &task, at: now) }
        guard let status = input.status.value, let step = transition(to: status, of: task) else { return }
        guard needsReason(step), input.reason == nil else { return }
        throw .invalid([
            ValidationIssue("missing", at: [.name("body"), .name("reason")], "Field required", input: .null)
        ])
    }

    private func changeFields(_ edit: inout TaskEdit, in tx: borrowing Transaction) throws(TaskFlowError) {
        if let parent { try check(parent, of: edit, in: tx) }
        edit.change { task in
            input.title.apply(to: &task.title)
            input.description.apply(to: &task.description)
            input.priority.apply(to: &task.priority)
            input.parentID.apply(to: &task.parentID)
            if let tags = input.tags.value { task.tags = tags ?? Tags([]) }
            input.dueDate.apply(to: &task.dueDate)
            input.notBefore.apply(to: &task.notBefore)
            if let requires = input.requires.value { task.requires = requires ?? Requirements([]) }
        }
        if let needed {
            let change = try NeedsChange(of: edit.task, to: needed, in: tx)
            try edit.change(change, in: tx)
        }
    }

    private func check(
        _ parent: ParentReference, of edit: TaskEdit, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        try parent.requireProject(edit.loaded.task.projectID)
        if try Subtasks.contains(parent.task.item.id, under: edit.task.id, in: tx) {
            throw TaskFlowError(.invalidState, "A task cannot be a part of itself or of its own subtasks")
        }
        if edit.task.status != .completed { try parent.requireOpen() }
    }

    private func assign(_ edit: inout TaskEdit, in tx: borrowing Transaction) throws(TaskFlowError) {
        guard case .set(let worker) = assignee, worker != edit.task.assignedTo else { return }
        try edit.check(.assign(worker))
        try Delegation.checkAssignment(of: edit.task, to: worker, by: actor, in: tx)
        edit.take(.assign(worker), at: tx.now)
    }

    private func report(_ edit: inout TaskEdit, at now: Timestamp) throws(TaskFlowError) {
        guard let percent = input.progressPercent.value, percent != edit.task.progressPercent else { return }
        try edit.check(.progress(percent))
        let note = noted(with: edit) ? input.reason : nil
        var context: JSONObject = ["percent": percent.json]
        if let note { context["note"] = note.json }
        edit.take(.progress(percent), context: context, remark: note, at: now)
    }

    private func step(_ edit: inout TaskEdit, in tx: borrowing Transaction) throws(TaskFlowError) {
        guard let status = input.status.value, status != edit.task.status else { return }
        guard let step = transition(to: status, of: edit.task) else { throw impossible(status, edit.task) }
        try edit.check(step)
        if case .start = step { try StartGate.check(edit.task, for: actor, in: tx) }
        if step == .approve || step == .complete { try Subtasks.requireCompleted(of: edit.task, in: tx) }
        if step == .reopen { try ParentReference.find(edit.task.parentID, for: actor, in: tx)?.requireOpen() }
        edit.take(step, (needsReason(step) ? "reason" : "note", mayHaveNote(step) ? input.reason : nil), at: tx.now)
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
