internal import TaskFlowDomain
internal import TaskFlowStorage

/// Follows a change of one task with its lease, once the task's row is written.
struct LeaseFollowing {
    let before: TaskItem
    let after: StoredTask
    /// Whom the task was granted to last, before the change.
    let record: LeaseRecord?
    let actor: Actor
    /// Whether a late holder has taken the task back with the change.
    let isResumed: Bool

    private var task: TaskItem { after.item }
    /// Who took the task back with the change had it before.
    private var holder: WorkerID? { isResumed ? actor.workerID : before.assignedTo }
    private var isSameHolder: Bool { holder == task.assignedTo }

    /// - Returns: The lease that the task has now.
    func follow(in tx: borrowing Transaction) throws(TaskFlowError) -> Lease? {
        if before.status == .blocked, task.status != .blocked { try forgive(in: tx) }
        switch task.status {
        case .inProgress:
            return before.status == .inProgress ? try stay(in: tx) : try enter(in: tx)
        case .completed:
            try leave(in: tx)
            try forgive(in: tx)
        case .pending, .review, .blocked: try leave(in: tx)
        }
        return nil
    }

    private func forgive(in tx: borrowing Transaction) throws(TaskFlowError) {
        if record != nil { try Leases.forgive(task.id, in: tx) }
    }

    private func stay(in tx: borrowing Transaction) throws(TaskFlowError) -> Lease? {
        guard let record else { return nil }
        guard isSameHolder else {
            try Leases.takeAway(task.id, in: tx)
            return nil
        }
        guard before.lease != nil, actor.workerID == record.worker else { return before.lease }
        return try Leases.renew(task.id, record, seen: task.version, in: tx)
    }

    /// Work begins, or goes on after it was handed on.
    private func enter(in tx: borrowing Transaction) throws(TaskFlowError) -> Lease? {
        let isBegun = before.status == .pending && !isResumed
        if !isBegun, let record, record.worker == task.assignedTo {
            return try Leases.renew(task.id, record, seen: isResumed ? task.version : nil, in: tx)
        }
        if isBegun, actor.type == .agent, task.assignedTo == actor.workerID {
            return try Leases.grant(after.item, to: actor, isFenced: false, in: tx)
        }
        if record != nil { try Leases.takeAway(task.id, in: tx) }
        return nil
    }

    private func leave(in tx: borrowing Transaction) throws(TaskFlowError) {
        guard let record else { return }
        guard isSameHolder else {
            // Whoever comes late with a task that was given to them anew is welcome.
            if task.status == .pending, task.assignedTo != nil, task.assignedTo == record.worker { return }
            let isOwnRelease = task.assignedTo == nil && holder == actor.workerID
            return try Leases.takeAway(task.id, releasedBy: isOwnRelease ? actor.workerID : nil, in: tx)
        }
        if before.status == .inProgress { try Leases.end(task.id, in: tx) }
    }
}
