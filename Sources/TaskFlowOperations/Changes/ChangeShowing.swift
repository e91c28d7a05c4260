internal import TaskFlowDomain
internal import TaskFlowStorage

/// What one listener wants to be shown, before it is known whether it may see it.
struct ChangeShowing: Sendable {
    let listener: ChangeListener
    let changes: [Change]
    /// What it saw when it was last looked at.
    let sight: ChangeSight

    /// What it may see, and what it sees from now on; no sight when its credential is no longer good.
    struct Outcome: Sendable {
        fileprivate let listener: ChangeListener
        fileprivate let changes: [Change]
        fileprivate let sight: ChangeSight?

        func tell() {
            if let sight { listener.put(changes, sight: sight) } else { listener.end() }
        }
    }

    /// - Throws: what says nothing of the credential, such as an outage.
    func outcome(_ authenticator: Authenticator, in tx: borrowing Transaction) throws(TaskFlowError) -> Outcome {
        guard let actor = try authenticator.standing(listener.credential, listener.origin, in: tx),
            actor.scopes.contains(.tasksRead)
        else { return Outcome(listener: listener, changes: [], sight: nil) }
        let sight = try ChangeSight.of(actor, before: sight, in: tx)
        return Outcome(listener: listener, changes: changes.compactMap { shown($0, sight) }, sight: sight)
    }

    /// That a task came or went is the listener's own business, even where it may see the task no longer: then it hears that
    /// of itself alone.
    private func shown(_ change: Change, _ sight: ChangeSight) -> Change? {
        let isHolder = change.holders.contains(listener.worker)
        if sight.sees(change) {
            var change = change
            change.holders = isHolder ? [listener.worker] : []
            return change
        }
        guard isHolder else { return nil }
        let own = change.own(of: listener.worker)
        return listener.isWanted(own) ? own : nil
    }
}
