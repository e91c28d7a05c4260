internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Looks for what stands in a task's way, for one caller. Of tasks that the caller may not see it tells that they are there.
struct Obstacles {
    private let task: TaskItem
    private let actor: Actor
    private(set) var found: [Readiness.Obstacle] = []

    init(of task: TaskItem, for actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        self.task = task
        self.actor = actor
        try lookAtState(in: tx)
        try lookAtNeeds(in: tx)
        try lookAbove(in: tx)
        try lookAtSubtasks(in: tx)
        try lookAtPauses(in: tx)
        try lookAtCapabilities(in: tx)
        try lookAtLimit(in: tx)
    }

    private mutating func add(
        _ code: ReadinessReason.Code, _ text: String, _ id: TaskID? = nil, since: Timestamp? = nil,
        holder: WorkerID? = nil, until: Timestamp? = nil
    ) {
        let reason = ReadinessReason(code: code, text: text, taskID: id, since: since, holder: holder)
        found.append(Readiness.Obstacle(reason: reason, until: until))
    }

    private mutating func lookAtState(in tx: borrowing Transaction) throws(TaskFlowError) {
        if task.status == .blocked {
            let blockage = try Blockage(of: task, in: tx)
            add(.notPending, blockage.text, since: blockage.since, holder: task.holder)
        } else if task.status != .pending {
            add(.notPending, "Task \(task.id) is \(task.status.rawValue)", holder: task.holder)
        } else if let worker = task.assignedTo, worker != actor.workerID {
            add(.assignedToOther, "Task \(task.id) is assigned to \(worker)", holder: worker)
        }
    }

    private mutating func lookAtNeeds(in tx: borrowing Transaction) throws(TaskFlowError) {
        if task.waits == 0 { return }
        let isVisible = TaskVisibility.listed(to: actor)
        let needed = try tx.all(
            """
            SELECT tasks.id, tasks.status, tasks.assigned_to, task_needs.created_at, \
            CASE WHEN \(isVisible.isEmpty ? "1 = 1" : isVisible) THEN 1 ELSE 0 END \
            FROM task_needs JOIN tasks ON tasks.id = task_needs.needed_id \
            WHERE task_needs.task_id = \(task.id) AND tasks.status <> 'completed' ORDER BY tasks.id
            """, NeededRow.init)
        for row in needed {
            guard row.isVisible else {
                add(.waits, "It needs a task that you cannot see", since: row.since)
                continue
            }
            let held = row.status == .pending ? nil : row.worker
            let holder = held.map { ", held by \($0)" } ?? ""
            add(
                .waits, "It needs task \(row.id), which is \(row.status.rawValue)\(holder)", row.id, since: row.since,
                holder: held)
        }
    }

    /// Gates of the tasks that it is a part of. They lie in the same project: whoever sees the one sees the other.
    private mutating func lookAbove(in tx: borrowing Transaction) throws(TaskFlowError) {
        let rows = try tx.all(
            """
            WITH RECURSIVE above (id, depth) AS (SELECT id, 0 FROM tasks WHERE id = \(task.id) UNION ALL \
            SELECT tasks.parent_id, above.depth + 1 FROM tasks JOIN above ON tasks.id = above.id \
            WHERE tasks.parent_id IS NOT NULL) SELECT tasks.id, tasks.waits, tasks.not_before, above.depth \
            FROM above JOIN tasks ON tasks.id = above.id WHERE tasks.waits > 0 OR tasks.deferred = 1 ORDER BY above.depth
            """, GateRow.init)
        for row in rows {
            let isOwn = row.id == task.id
            if !isOwn, row.waits > 0 {
                let others = row.waits == 1 ? "another task" : "\(row.waits) other tasks"
                add(.parentWaits, "Task \(row.id), which it is a part of, waits for \(others)", row.id)
            }
            if let date = row.notBefore, date > tx.now {
                let what = isOwn ? "It" : "Task \(row.id), which it is a part of,"
                add(.notBefore, "\(what) is not to be started before \(date)", isOwn ? nil : row.id, until: date)
            }
        }
    }

    private mutating func lookAtSubtasks(in tx: borrowing Transaction) throws(TaskFlowError) {
        if task.openChildren == 0 { return }
        let child = try tx.value(
            "SELECT id FROM tasks WHERE parent_id = \(task.id) AND status <> 'completed' ORDER BY id LIMIT 1",
            as: TaskID.self)
        let count = task.openChildren == 1 ? "1 open subtask" : "\(task.openChildren) open subtasks"
        add(.openChildren, "It has \(count): work on those", child)
    }

    private mutating func lookAtPauses(in tx: borrowing Transaction) throws(TaskFlowError) {
        guard task.status == .pending else { return }
        let pause = try tx.value(
            "SELECT cooling_until FROM tasks WHERE id = \(task.id) AND cooling = 1", as: Timestamp?.self)
        if let date = pause ?? nil, date > tx.now {
            add(.cooling, "The last lease on it ended without a result: it is not offered before \(date)", until: date)
        }
        let released = try tx.value(
            """
            SELECT released_at FROM task_leases WHERE task_id = \(task.id) AND released_by = \(actor.workerID) \
            AND released_at > \(tx.now.milliseconds - ClaimQuery.releasePause)
            """, as: Timestamp.self)
        guard let released else { return }
        let date = Timestamp(milliseconds: released.milliseconds + ClaimQuery.releasePause)
        add(.cooling, "You released it yourself: you are not offered it before \(date)", since: released, until: date)
    }

    private mutating func lookAtLimit(in tx: borrowing Transaction) throws(TaskFlowError) {
        guard task.status == .pending else { return }
        do throws(TaskFlowError) { try ClaimLimit.check(actor, in: tx) } catch {
            guard error.code == .claimLimit else { throw error }
            add(.claimLimit, error.message)
        }
    }

    private mutating func lookAtCapabilities(in tx: borrowing Transaction) throws(TaskFlowError) {
        if task.requires.all.isEmpty { return }
        let names = task.requires.all.map(\.rawValue)
        if actor.type == .agent {
            let own = try tx.value(
                "SELECT capabilities FROM workers WHERE tenant_id = \(actor.tenant) AND id = \(actor.workerID)",
                as: Capabilities.self)
            let missing = names.filter { name in !(own?.all.contains { $0.rawValue == name } ?? false) }
            if !missing.isEmpty {
                add(.capability, "It requires what you do not have: \(missing.joined(separator: ", "))")
            }
        }
        let isCapable = CapabilityRule.covers(task.requires, tx.dialect)
        let capable = try tx.value(
            "SELECT 1 FROM workers WHERE tenant_id = \(actor.tenant) AND deleted_at IS NULL AND \(isCapable) LIMIT 1",
            as: Int.self)
        if capable == nil {
            add(.nobodyCan, "Nobody in the crew has all that it requires: \(names.joined(separator: ", "))")
        }
    }
}

private struct NeededRow {
    let id: TaskID
    let status: TaskStatus
    let worker: WorkerID?
    let since: Timestamp
    let isVisible: Bool

    init?(_ row: any ColumnReader) {
        guard let id = TaskID.read(row, 0), let status = TaskStatus.read(row, 1), let worker = WorkerID?.read(row, 2),
            let since = Timestamp.read(row, 3)
        else { return nil }
        (self.id, self.status, self.worker, self.since) = (id, status, worker, since)
        isVisible = row.integer(4) == 1
    }
}

private struct GateRow {
    let id: TaskID
    let waits: Int
    let notBefore: Timestamp?

    init?(_ row: any ColumnReader) {
        guard let id = TaskID.read(row, 0), let notBefore = Timestamp?.read(row, 2) else { return nil }
        (self.id, self.notBefore) = (id, notBefore)
        waits = row.integer(1)
    }
}
