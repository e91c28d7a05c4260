internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Whom a task was granted to last, as its row in `task_leases` says: also after the lease has ended.
struct LeaseRecord {
    let generation: LeaseGeneration
    /// Who got it; `nil` where it was taken away from them since.
    let worker: WorkerID?
    /// Whether whoever got it must say the generation with what they write: it came from `claim_next`.
    let isFenced: Bool
    let term: LeaseTerm
    let renewedAt: Timestamp
    /// `nil` while no lease runs.
    let expiresAt: Timestamp?
    /// The version of the task that its holder last saw.
    let seenVersion: Int

    static let columns: SQL = """
        task_leases.generation, task_leases.worker_id, task_leases.is_fenced, task_leases.term, task_leases.renewed_at, \
        task_leases.expires_at, task_leases.seen_version
        """

    /// Reads ``columns``; `nil` where the task was never granted.
    init?(_ row: any ColumnReader, _ column: Int) {
        guard let generation = LeaseGeneration.read(row, column), let worker = WorkerID?.read(row, column + 1),
            let term = LeaseTerm.read(row, column + 3), let renewedAt = Timestamp.read(row, column + 4),
            let expiresAt = Timestamp?.read(row, column + 5)
        else { return nil }
        self.generation = generation
        self.worker = worker
        isFenced = row.integer(column + 2) == 1
        self.term = term
        self.renewedAt = renewedAt
        self.expiresAt = expiresAt
        seenVersion = row.integer(column + 6)
    }

    /// Of a task, locked where the engine locks rows, so that whoever renews it and whoever ends it take turns.
    static func find(of task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) -> LeaseRecord? {
        try tx.first(
            "SELECT \(columns) FROM task_leases WHERE task_id = \(task)\(tx.dialect.lock(.edited, of: "task_leases"))"
        ) { LeaseRecord($0, 0) }
    }

    /// Whether a worker may take the task back although its lease is over: nobody else was granted it since.
    func isOpen(to worker: WorkerID, _ task: TaskItem) -> Bool {
        self.worker == worker && expiresAt == nil && task.status == .pending && task.assignedTo == nil
    }
}

/// How long a lease lasts from its last renewal, in milliseconds as it is stored.
struct LeaseTerm: Equatable, ColumnConvertible {
    static let standard = LeaseTerm(seconds: 1_800)
    let milliseconds: Int

    init(seconds: Int) { milliseconds = seconds * 1_000 }

    var columnValue: ColumnValue { .integer(milliseconds) }
    static func read(_ row: any ColumnReader, _ column: Int) -> LeaseTerm? {
        Int.read(row, column).map { LeaseTerm(seconds: $0 / 1_000) }
    }

    /// The lease that begins or is renewed at a moment.
    func lease(_ generation: LeaseGeneration, at now: Timestamp) -> Lease {
        Lease(
            generation: generation, expiresAt: Timestamp(milliseconds: now.milliseconds + milliseconds),
            heartbeatBefore: Timestamp(milliseconds: now.milliseconds + milliseconds / 3))
    }

    /// Whether a renewal is worth writing: a tenth of the term has gone by.
    func isWorthRenewing(since last: Timestamp, at now: Timestamp) -> Bool {
        now.milliseconds - last.milliseconds >= milliseconds / 10
    }
}

/// How long a lease is to last: 1 minute to 24 hours.
package struct LeaseSeconds: ConstrainedInteger {
    package static let range = 60...86_400
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}
