/// A step in a task's life (docs/contract.md, 3).
package enum Transition: Sendable, Equatable {
    case start(by: WorkerID)
    case progress(Percent)
    case submit(by: WorkerID)
    case approve
    case reject
    case complete
    case block
    case unblock
    /// A question is asked that the task waits for.
    case ask
    /// The last question that it waits for has ended, in the way that the audit log calls so.
    case goOn(AuditAction)
    case release
    case assign(WorkerID?)
    case reopen

    /// The verb in sentences, such as "Cannot start task".
    package var verb: String {
        switch self {
        case .start: "start"
        case .progress: "progress"
        case .submit: "submit"
        case .approve: "approve"
        case .reject: "reject"
        case .complete: "complete"
        case .block: "block"
        case .unblock, .goOn: "unblock"
        case .ask: "ask about"
        case .release: "release"
        case .assign: "assign"
        case .reopen: "reopen"
        }
    }

    /// The states it leads out of.
    package var sources: [TaskStatus] {
        switch self {
        case .start: [.pending]
        case .progress, .submit, .release: [.inProgress]
        case .approve, .reject: [.review]
        case .complete: [.inProgress, .review]
        case .block, .ask: [.pending, .inProgress]
        case .unblock, .goOn: [.blocked]
        case .assign: [.pending, .inProgress, .review, .blocked]
        case .reopen: [.completed]
        }
    }

    /// What the audit log calls it when it is done.
    package var action: AuditAction {
        switch self {
        case .start: .started
        case .progress: .progressed
        case .submit: .submitted
        case .approve: .approved
        case .reject: .rejected
        case .complete: .completed
        case .block: .blocked
        case .unblock: .unblocked
        case .ask: .asked
        case .goOn(let ending): ending
        case .release: .released
        case .assign: .assigned
        case .reopen: .reopened
        }
    }
}
