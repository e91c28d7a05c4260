package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Says that an agent still works on a task: its lease begins anew. Nothing of the task changes, and no audit row is written.
package enum Heartbeat: Command {
    package struct Input: Described {
        let taskID: TaskID
        let generation: LeaseGeneration?
        let ttlSeconds: LeaseSeconds?

        package static let schemaName = "HeartbeatInput"
        package static let schema = Schema(
            Input.init,
            Field.taskID(\.taskID),
            Field.generation(\.generation),
            Field("ttl_seconds", \.ttlSeconds, "How long the lease is to last from now on; as before unless you say"))
    }

    /// The lease as it is now, and what there is to look at.
    package struct Output: Described, CommandOutput {
        let lease: Lease
        let signals: [Signal]

        package static let schemaName = "HeartbeatAnswer"
        package static let schema = Schema(
            Output.init,
            Field("lease", \.lease, "Until when you have the task now"),
            Field("signals", \.signals, "What happened that you should look at"))
    }

    /// What happened to a task while an agent worked on it.
    package enum Signal: String, Choice {
        /// A question was answered.
        case answered
        /// Somebody else changed the task.
        case changed
    }

    /// A heartbeat is worth nothing later: a repeated call is simply another one.
    package static let takesKey = false

    package static let spec = Spec(
        name: "heartbeat",
        verb: Verb("heartbeat", "task_id", example: "heartbeat 1"),
        agent: AgentFace(
            "heartbeat", title: "Keep a task",
            whenToUse: """
                Say that you still work on a task, when you write nothing about it for 10 minutes or more: else it goes back \
                to the others. The signals answered and changed mean: read the task again with get_task.
                """, isIdempotent: true),
        route: .post("/api/tasks/{task_id}/heartbeat"), scope: .tasksWrite, summary: "Renew the lease of a task",
        details: """
            Renews the lease by which an agent has a task. Whatever the agent writes about the task does so too. Refused with \
            lease_lost where the task is no longer the caller's by that claim.
            """,
        errors: [.notFound, .leaseLost])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Output {
        // The task is not locked: a heartbeat waits for nobody who writes about it.
        let task = try LoadedTask.find(input.taskID, for: actor, .showing, in: tx).task.item
        guard let record = try LeaseRecord.find(of: task.id, in: tx) else { throw noLease(task) }
        guard record.worker == actor.workerID, input.generation ?? record.generation == record.generation else {
            throw Fence.lost(task)
        }
        if record.isFenced, input.generation == nil { throw Fence.missing(record.generation) }
        if record.expiresAt == nil { return try resume(task, input, record, as: actor, in: tx) }
        return try renew(task, input, record, in: tx)
    }

    private static func renew(
        _ task: TaskItem, _ input: Input, _ record: LeaseRecord, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Output {
        let hasChanged = task.version > record.seenVersion
        let term = input.ttlSeconds.map { LeaseTerm(seconds: $0.rawValue) }
        let isSame = term == nil || term == record.term
        let isAnswered = try QuestionNews.take(of: task.id, for: record.worker, in: tx)
        if isSame, !hasChanged, !isAnswered, !record.term.isWorthRenewing(since: record.renewedAt, at: tx.now) {
            return Output(lease: record.term.lease(record.generation, at: record.renewedAt), signals: [])
        }
        let lease = try Leases.renew(task.id, record, seen: task.version, term, in: tx)
        return Output(lease: lease, signals: (isAnswered ? [.answered] : []) + (hasChanged ? [.changed] : []))
    }

    /// A late holder takes a task back that nobody else was granted.
    private static func resume(
        _ task: TaskItem, _ input: Input, _ record: LeaseRecord, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Output {
        guard record.isOpen(to: actor.workerID, task) else { throw Fence.lost(task) }
        var edit = try TaskEdit(of: task.id, ifMatch: nil, .checked(record.generation), by: actor, in: tx)
        try edit.checkAuthority(.progress(task.progressPercent))
        guard let lease = try edit.save(in: tx).lease else { throw Fence.lost(task) }
        return Output(lease: lease, signals: [.changed])
    }

    private static func noLease(_ task: TaskItem) -> TaskFlowError {
        TaskFlowError(
            .leaseLost, "Task \(task.id) is \(task.status.rawValue), and you have no lease on it: claim it first")
    }
}
