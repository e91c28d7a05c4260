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

    func outcome(_ authenticator: Authenticator, in tx: borrowing Transaction) throws(TaskFlowError) -> Outcome {
        do throws(TaskFlowError) {
            let actor = try authenticator.caller(listener.credential, listener.origin, in: tx).actor
            try actor.require(.tasksRead)
            let sight = try ChangeSight.of(actor, before: sight, in: tx)
            return Outcome(listener: listener, changes: changes.filter(sight.sees), sight: sight)
        } catch {
            // An outage says nothing about the credential: it is tried again.
            guard error.code == .unauthenticated || error.code == .insufficientScope else { throw error }
            return Outcome(listener: listener, changes: [], sight: nil)
        }
    }
}
