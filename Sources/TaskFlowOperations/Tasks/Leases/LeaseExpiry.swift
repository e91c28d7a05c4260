package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Ends leases that are over: the task goes back to those that wait, after a pause that grows; after the third time a person
/// has to look at it. Any number of servers may do so at once.
package enum LeaseExpiry {
    /// How many leases one unit of work ends.
    private static let batch = 100
    /// How long no server may look before that is made up for, in milliseconds.
    private static let gap = 30_000

    /// In how long there is something to do, zero or less where there is now; `nil` where no lease runs and no task has a pause.
    /// While leases run that is a quarter of a minute at most: a server that was down for longer is told by it.
    package static func next(in tx: borrowing Transaction) throws(TaskFlowError) -> Duration? {
        let lease = try tx.value(
            "SELECT min(expires_at) FROM task_leases WHERE expires_at IS NOT NULL", as: Timestamp?.self)
        let pause = try tx.value("SELECT min(cooling_until) FROM tasks WHERE cooling = 1", as: Timestamp?.self)
        let waits =
            [(lease ?? nil).map { min($0.milliseconds - tx.now.milliseconds, 15_000) }]
            + [(pause ?? nil).map { $0.milliseconds - tx.now.milliseconds }]
        return waits.compactMap { $0 }.min().map { .milliseconds($0) }
    }

    /// Ends the leases that are over and the pauses, in every tenant.
    ///
    /// - Returns: Whether there may be more.
    package static func sweep(in tx: borrowing Transaction) throws(TaskFlowError) -> Bool {
        try makeUpForSilence(in: tx)
        try LeasePauses.end(in: tx)
        return try end(in: tx) == batch
    }

    /// Ends leases that are over.
    ///
    /// - Returns: How many were looked at.
    private static func end(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        let over = try tx.all(
            """
            SELECT task_id, tenant_id FROM task_leases WHERE expires_at <= \(tx.now) \
            ORDER BY expires_at, task_id LIMIT \(batch)
            """
        ) { row in TaskID.read(row, 0).flatMap { id in TenantID.read(row, 1).map { (task: id, tenant: $0) } } }
        for lease in over.sorted(by: { $0.task.rawValue < $1.task.rawValue }) {
            try end(lease.task, of: lease.tenant, in: tx)
        }
        return over.count
    }

    /// Adds the time in which no server looked, where that was more than half a minute: whoever held a task could not renew it.
    private static func makeUpForSilence(in tx: borrowing Transaction) throws(TaskFlowError) {
        let last = try tx.value(
            "SELECT swept_at FROM lease_state\(tx.dialect.lock(.edited, of: "lease_state"))", as: Timestamp.self)
        guard let last else { throw .internal("lease_state is empty") }
        if tx.now.milliseconds - last.milliseconds > gap {
            let silence: SQL =
                "\(tx.now) - CASE WHEN renewed_at > \(last) THEN renewed_at ELSE \(last) END"
            try tx.execute(
                """
                UPDATE task_leases SET expires_at = expires_at + (\(silence)), heartbeat_before = heartbeat_before + (\(silence)) \
                WHERE expires_at IS NOT NULL AND worker_id IS NOT NULL AND \(silence) > \(gap)
                """)
        }
        try tx.execute("UPDATE lease_state SET swept_at = \(tx.now) WHERE swept_at < \(tx.now)")
    }

    /// Ends one lease. The task is locked first, and then it is looked at anew: its holder may have written meanwhile.
    private static func end(_ id: TaskID, of tenant: TenantID, in tx: borrowing Transaction) throws(TaskFlowError) {
        let locked = try tx.first(
            "SELECT \(StoredTask.columns) FROM tasks WHERE id = \(id)\(tx.dialect.lock(.claiming, of: "tasks"))",
            StoredTask.init)
        guard let task = locked else { return }
        // No lease runs beside work in progress. One that did would keep the job awake for ever.
        guard task.item.status == .inProgress else { return try Leases.end(id, in: tx) }
        guard let lapse = try Lapse(of: task, in: tx) else { return }
        let system = Actor.system(tenant: tenant, requestID: "lease-\(id)-\(task.item.version)")
        try lapse.write(by: system, in: tx)
    }
}

/// A lease that is over, and what becomes of its task.
private struct Lapse {
    let task: StoredTask
    let generation: LeaseGeneration
    let worker: WorkerID?
    let times: Int

    /// After how many expiries a task is a dead letter.
    private static let limit = 3

    init?(of task: StoredTask, in tx: borrowing Transaction) throws(TaskFlowError) {
        let found = try tx.first(
            """
            SELECT generation, worker_id, expiries FROM task_leases WHERE task_id = \(task.item.id) \
            AND expires_at <= \(tx.now)\(tx.dialect.lock(.edited, of: "task_leases"))
            """
        ) { row in
            LeaseGeneration.read(row, 0).flatMap { generation in
                WorkerID?.read(row, 1).map { (generation: generation, worker: $0, times: row.integer(2)) }
            }
        }
        guard let found else { return nil }
        (self.task, generation, worker) = (task, found.generation, found.worker)
        // A lease that ended with a restore or an import is nobody's fault.
        times = found.times + (found.worker == nil ? 0 : 1)
    }

    private var isDeadLetter: Bool { times >= Self.limit }

    func write(by system: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        let after = after(at: tx.now)
        let changes = StoredTask.table.changes(from: task.item, to: after)
        // 1, 2, 4 minutes and so on, a quarter of an hour at most.
        let pause = min(60_000 << min(times - 1, 4), 900_000)
        let cooling: SQL =
            worker == nil || isDeadLetter
            ? "" : ", cooling = 1, cooling_until = \(tx.now.milliseconds + pause)"
        try tx.execute("UPDATE tasks SET \(changes.assignments)\(cooling) WHERE id = \(after.id)")
        try tx.execute(
            """
            UPDATE task_leases SET expires_at = NULL, heartbeat_before = NULL, expiries = \(times) \
            WHERE task_id = \(after.id)
            """)
        var context = TaskDifference.context(of: .release, task.item, after, ["reason": .string(words)])
        context["generation"] = generation.json
        context["times"] = .integer(times)
        if isDeadLetter { context["blocked_kind"] = BlockedKind.deadLetter.json }
        try tx.record(
            .leaseExpired, StoredTask(item: after, projectID: task.projectID), context: context, by: system)
    }

    private func after(at now: Timestamp) -> TaskItem {
        var after = task.item
        after.status = isDeadLetter ? .blocked : .pending
        after.blockedKind = isDeadLetter ? .deadLetter : nil
        after.assignedTo = nil
        after.version += 1
        after.updatedAt = now
        after.remark = Remark(action: .leaseExpired, text: Note(trusted: words), by: nil, at: now)
        return after
    }

    private var words: String {
        guard let worker else { return "The database was put back: whoever had it works for the other one" }
        let silent = "\(worker) was not heard of until the lease was over"
        return isDeadLetter ? "\(silent), the 3rd time that this happened: a person has to look at it" : silent
    }
}

/// Pauses of tasks whose lease ended without a result: for a while nobody is offered them.
enum LeasePauses {
    /// Ends those that are over, a thousand at most.
    ///
    /// - Returns: How many there were.
    @discardableResult
    static func end(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        try tx.execute(
            """
            UPDATE tasks SET cooling = 0 WHERE id IN (SELECT id FROM tasks WHERE cooling = 1 \
            AND cooling_until <= \(tx.now) ORDER BY id LIMIT 1000\(tx.dialect.lock(.claiming, of: "tasks")))
            """)
    }
}

/// What becomes ready by itself: dates and pauses. A claim that finds nothing looks at it, so that it need not wait for the job
/// that does.
enum ClaimUpkeep {
    /// - Returns: Whether a task may be ready now that was not.
    static func free(of tenant: TenantID, in tx: borrowing Transaction) throws(TaskFlowError) -> Bool {
        try TaskLocks.keepTree(of: tenant, in: tx)
        let opened = try Gates.openDue(of: tenant, in: tx)
        let ended = try LeasePauses.end(in: tx)
        return opened + ended > 0
    }
}
