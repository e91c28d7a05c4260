internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What a start demands of a task beside its state: that it waits for nothing, that its date has come, and of agents that they
/// have what it requires.
enum StartGate {
    /// The condition on a row of `tasks`.
    static func condition(_ actor: Actor, _ dialect: Dialect) -> SQL {
        let isOpen: SQL = "tasks.waits = 0 AND tasks.inherited = 0 AND tasks.deferred = 0"
        if actor.type != .agent { return isOpen }
        return .joined([isOpen, CapabilityRule.covered(by: actor, dialect), ClaimLimit.condition(actor)])
    }

    /// Refuses a task that the condition does not find: 409, with the reasons where it is not ready.
    static func check(_ task: TaskItem, for actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        try ClaimLimit.check(actor, in: tx)
        // Nothing to look for, as for most tasks: `ready` is of the row, the rest of the change in the making.
        if task.ready, task.waits == 0, !Gates.isDeferred(task, at: tx.now), task.requires.all.isEmpty { return }
        let found = try Obstacles(of: task, for: actor, in: tx).found.map(\.reason)
        let reasons = found.filter { $0.code.refusesStart }
        guard let first = reasons.first else { return }
        let more = reasons.count > 1 ? ", and \(reasons.count - 1) more" : ""
        var error = TaskFlowError(.notReady, "Task \(task.id) cannot be started yet: \(first.text)\(more)")
        error.reasons = reasons.map(\.json)
        throw error
    }
}
