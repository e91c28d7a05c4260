package import TaskFlowSchema

/// The state machine of a task (docs/contract.md, 3): which step is possible from where, and what it changes. Pure.
package enum TaskLifecycle {
    /// Refuses a step that does not lead out of the task's state: 400.
    package static func check(_ transition: Transition, of task: TaskItem) throws(TaskFlowError) {
        if transition.sources.contains(task.status) { return }
        switch transition {
        case .progress: throw TaskFlowError(.invalidState, "Task must be in_progress")
        case .start(by: task.assignedTo) where task.status == .inProgress:
            throw TaskFlowError(.invalidState, "You already hold task \(task.id)")
        case .ask:
            throw TaskFlowError(
                .invalidState,
                "A task with status '\(task.status.rawValue)' cannot wait for an answer: ask with blocking=false")
        default:
            let status = task.status.rawValue
            throw TaskFlowError(.invalidState, "Cannot \(transition.verb) task with status '\(status)'")
        }
    }

    /// Takes a step that ``check(_:of:)`` allows. Version and time of change are not its business.
    package static func apply(_ transition: Transition, to task: inout TaskItem, at now: Timestamp) {
        switch transition {
        case .start(let worker):
            task.assignedTo = worker
            enterProgress(&task, at: now)
        case .progress(let percent): task.progressPercent = percent
        case .submit(let caller): submit(&task, by: caller)
        case .approve, .complete: complete(&task, at: now)
        case .reject: takeUpAgain(&task, at: now)
        case .block:
            task.status = .blocked
            task.blockedKind = .reason
        case .ask:
            task.status = .blocked
            task.blockedKind = .question
        case .unblock, .goOn: takeUpAgain(&task, at: now)
        case .release: release(&task)
        case .assign(let worker): assign(worker, &task)
        case .reopen: reopen(&task)
        }
    }

    /// The step that leads from the task's state to another one, for `PATCH` with a `status`; `nil` when there is none.
    package static func transition(of task: TaskItem, to status: TaskStatus, by worker: WorkerID) -> Transition? {
        switch (task.status, status) {
        case (.pending, .inProgress): .start(by: worker)
        case (.inProgress, .review): .submit(by: worker)
        case (.review, .completed): .approve
        case (.review, .inProgress): task.assignedTo == nil ? nil : .reject
        case (.review, .pending): task.assignedTo == nil ? .reject : nil
        case (.inProgress, .completed): .complete
        case (.pending, .blocked), (.inProgress, .blocked): .block
        case (.blocked, .inProgress): task.assignedTo == nil ? nil : .unblock
        case (.blocked, .pending): task.assignedTo == nil ? .unblock : nil
        case (.inProgress, .pending): .release
        case (.completed, .pending): .reopen
        default: nil
        }
    }
}

extension TaskLifecycle {
    private static func enterProgress(_ task: inout TaskItem, at now: Timestamp) {
        task.status = .inProgress
        task.startedAt = task.startedAt ?? now
    }

    private static func complete(_ task: inout TaskItem, at now: Timestamp) {
        task.status = .completed
        task.progressPercent = Percent(trusted: 100)
        task.completedAt = now
    }

    private static func submit(_ task: inout TaskItem, by caller: WorkerID) {
        task.submittedBy = task.assignedTo ?? caller
        task.status = .review
    }

    private static func takeUpAgain(_ task: inout TaskItem, at now: Timestamp) {
        task.blockedKind = nil
        if task.assignedTo == nil { task.status = .pending } else { enterProgress(&task, at: now) }
    }

    private static func release(_ task: inout TaskItem) {
        task.status = .pending
        task.assignedTo = nil
    }

    private static func assign(_ worker: WorkerID?, _ task: inout TaskItem) {
        task.assignedTo = worker
        if worker == nil, task.status == .inProgress { task.status = .pending }
    }

    private static func reopen(_ task: inout TaskItem) {
        task.status = .pending
        task.completedAt = nil
        task.progressPercent = Percent(trusted: 0)
        task.submittedBy = nil
    }
}
