internal import TaskFlowDomain

extension Transition {
    /// One of each kind, in the order of the contract's table.
    static let kinds: [Transition] = [
        .start(by: WorkerID(trusted: "@me")), .progress(Percent(trusted: 70)), .submit(by: WorkerID(trusted: "@me")),
        .approve, .reject, .complete,
        .block, .unblock,
        .release, .assign(WorkerID(trusted: "@other")), .reopen,
    ]
}
