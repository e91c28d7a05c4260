internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The statement that claims the next task.
///
/// Tasks of one project that require the same of agents make a lane, and in the index each lane lies in the order in which its
/// tasks are given out. What a caller may have is a set of lanes: the statement looks at the head of each, however many tasks
/// lie behind it or are not for the caller. Lanes are found by steps from one to the next in the same index.
struct ClaimQuery {
    private let input: ClaimNext.Input
    private let project: ProjectID?
    let actor: Actor

    init(_ input: ClaimNext.Input, project: ProjectID?, by actor: Actor) {
        self.input = input
        self.project = project
        self.actor = actor
    }

    /// The condition on a row of `tasks` that it lies where the caller looks; empty where that is everywhere.
    var place: SQL {
        .joined([
            project.map { "tasks.project_id = \($0)" } ?? "", input.parentID.map { "tasks.parent_id = \($0)" } ?? "",
        ])
    }

    /// For how long whoever released a task is not offered it, in milliseconds.
    static let releasePause = 600_000

    /// How often locked tasks are passed over before one of them is waited for.
    private static let glances = 5

    /// Claims the next task; `nil` where none is ready for the caller.
    func claim(in tx: borrowing Transaction) throws(TaskFlowError) -> StoredTask? {
        try holdMemberships(in: tx)
        try FilterReference.demand(input.parentID, at: "parent_id", of: .body, for: actor, in: tx)
        let (dialect, now) = (tx.dialect, tx.now)
        if dialect == .sqlite { return try take(.claiming, in: tx) }
        // Others may have the heads of all lanes locked at this moment, and claim them or not. Whoever passed them over a few
        // times waits for the first: it may be held for as long as a slow disk takes over a comment.
        for attempt in 0..<50 {
            if let task = try take(attempt < Self.glances ? .claiming : .edited, in: tx) { return task }
            try ClaimLimit.check(actor, in: tx)
            let isAny = try tx.value(
                "WITH RECURSIVE \(lanes) SELECT 1 FROM (\(heads(dialect, now))) AS heads LIMIT 1", as: Int.self)
            if isAny == nil { return nil }
        }
        throw TaskFlowError(.conflict, "Others claim so fast that nothing could be got: try again")
    }

    /// Keeps the caller in its projects meanwhile: else a task would end up with someone who may not hold it.
    private func holdMemberships(in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.hold(
            """
            SELECT 1 FROM project_members WHERE tenant_id = \(actor.tenant) AND worker_id = \(actor.workerID) \
            ORDER BY project_id
            """, .kept, of: "project_members")
    }

    private func take(_ lock: RowLock, in tx: borrowing Transaction) throws(TaskFlowError) -> StoredTask? {
        let term = input.ttlSeconds.map { LeaseTerm(seconds: $0.rawValue) } ?? .standard
        // The plan is the same whatever the values: to make it anew at each call takes longer than the claim.
        if tx.dialect == .postgres { try tx.later("SET LOCAL plan_cache_mode = force_generic_plan") }
        let (tables, update) = statement(tx.dialect, tx.now, lock)
        return try Leases.take(by: update, with: tables, for: actor, isFenced: true, term, in: tx)
    }

    /// The statement, and the tables that it looks at.
    func statement(_ dialect: Dialect, _ now: Timestamp, _ lock: RowLock = .claiming) -> (tables: SQL, update: SQL) {
        let set: SQL = """
            SET status = 'in_progress', assigned_to = \(actor.workerID), started_at = coalesce(started_at, \(now)), \
            version = version + 1, updated_at = \(now)
            """
        let limit: SQL = actor.type == .agent ? " AND " + ClaimLimit.condition(actor) : ""
        if dialect == .sqlite {
            let update: SQL = """
                UPDATE tasks \(set) WHERE id = (SELECT id FROM (\(heads(dialect, now))) WHERE id IS NOT NULL \
                ORDER BY claim_key, id LIMIT 1)\(limit)\(StoredTask.returning)
                """
            return (lanes, update)
        }
        let picked: SQL = """
            picked AS MATERIALIZED (SELECT tasks.id FROM (\(heads(dialect, now))) AS heads \
            JOIN tasks ON tasks.id = heads.id WHERE \(Self.ready("tasks")) \
            AND (tasks.assigned_to IS NULL OR tasks.assigned_to = \(actor.workerID))\(limit) \
            ORDER BY heads.claim_key, heads.id LIMIT 1\(dialect.lock(lock, of: "tasks")))
            """
        let update: SQL = "UPDATE tasks \(set) FROM picked WHERE tasks.id = picked.id\(StoredTask.returning)"
        return ("\(lanes), \(picked)", update)
    }
}

// The lanes.
extension ClaimQuery {
    /// The lanes in which something is ready, of those that the caller may work in.
    var lanes: SQL {
        """
        ranges (low, high) AS (\(ranges)), lanes (lane, high) AS (\
        SELECT (\(nextLane("lane >= ranges.low AND lane < ranges.high"))), ranges.high FROM ranges UNION ALL \
        SELECT (\(nextLane("lane > lanes.lane AND lane < lanes.high"))), lanes.high FROM lanes WHERE lanes.lane IS NOT NULL)
        """
    }

    private func nextLane(_ condition: SQL) -> SQL {
        """
        SELECT lane FROM tasks WHERE tenant_id = \(actor.tenant) AND \(condition) AND \(Self.ready("tasks")) \
        AND assigned_to IS NULL ORDER BY lane LIMIT 1
        """
    }

    /// Where lanes lie in the order of their names, which begin with the project's number; `!` comes right after a space, `:`
    /// after the digits.
    private var ranges: SQL {
        if actor.isAdmin {
            guard let project else { return "SELECT '', ':'" }
            return "SELECT CAST(\(project) AS TEXT) || ' ', CAST(\(project) AS TEXT) || '!'"
        }
        let own: SQL = """
            SELECT CAST(project_id AS TEXT) || ' ', CAST(project_id AS TEXT) || '!' FROM project_members \
            WHERE tenant_id = \(actor.tenant) AND worker_id = \(actor.workerID) AND role <> 'viewer'
            """
        if let project { return own + " AND project_id = \(project)" }
        return "SELECT '0 ', '0!' UNION ALL " + own
    }

    /// What tasks of a lane require.
    static func required(_ dialect: Dialect) -> SQL {
        dialect == .sqlite
            ? "substr(lanes.lane, instr(lanes.lane, ' ') + 1)" : "substr(lanes.lane, strpos(lanes.lane, ' ') + 1)"
    }

    /// Whether a task waits to be taken, by whom ever. As the indexes have it.
    static func ready(_ table: StaticString) -> SQL {
        """
        \(raw: table).status = 'pending' AND \(raw: table).waits = 0 AND \(raw: table).inherited = 0 \
        AND \(raw: table).open_children = 0 AND \(raw: table).deferred = 0 AND \(raw: table).cooling = 0
        """
    }
}

// The heads of the lanes.
extension ClaimQuery {
    /// The candidates, with the keys by which they are given out: the first of each lane, and of what is assigned to the caller.
    /// On PostgreSQL four of each, as others may have the first ones locked.
    private func heads(_ dialect: Dialect, _ now: Timestamp) -> SQL {
        if let parent = input.parentID { return under(parent, dialect, now) }
        return "\(ofLanes(dialect, now)) UNION ALL SELECT claim_key, id FROM (\(assigned(dialect, now))) AS own"
    }

    private func ofLanes(_ dialect: Dialect, _ now: Timestamp) -> SQL {
        let lanes: SQL = .joined([
            "lanes.lane IS NOT NULL",
            actor.type == .agent ? CapabilityRule.covered(Self.required(dialect), by: actor, dialect) : "",
        ])
        if dialect == .sqlite {
            let (key, id) = (head("claim_key", limit: 1, dialect, now), head("id", limit: 1, dialect, now))
            return "SELECT (\(key)) AS claim_key, (\(id)) AS id FROM lanes WHERE \(lanes)"
        }
        return """
            SELECT head.claim_key, head.id FROM lanes \
            CROSS JOIN LATERAL (\(head("claim_key, id", limit: 4, dialect, now))) AS head WHERE \(lanes)
            """
    }

    private func head(_ columns: StaticString, limit: Int, _ dialect: Dialect, _ now: Timestamp) -> SQL {
        let conditions: [SQL] =
            [
                "tasks.tenant_id = \(actor.tenant)", "tasks.lane = lanes.lane", Self.ready("tasks"),
                "tasks.assigned_to IS NULL",
            ]
            + filters(now)
        return """
            SELECT \(raw: columns) FROM tasks\(dialect.indexed(by: "tasks_ready")) WHERE \(SQL.joined(conditions)) \
            ORDER BY claim_key, id LIMIT \(limit)
            """
    }

    private func assigned(_ dialect: Dialect, _ now: Timestamp) -> SQL {
        let conditions: [SQL] =
            [
                "tasks.tenant_id = \(actor.tenant)", "tasks.assigned_to = \(actor.workerID)", Self.ready("tasks"),
                "tasks.assigned_to IS NOT NULL", TaskVisibility.mayWork(actor), capability(dialect),
                project.map { "tasks.project_id = \($0)" } ?? "",
            ] + filters(now)
        return """
            SELECT claim_key, id FROM tasks\(dialect.indexed(by: "tasks_ready_assigned")) WHERE \(SQL.joined(conditions)) \
            ORDER BY claim_key, id LIMIT 4
            """
    }

    /// Subtasks of one task lie together: there are few enough to look at each.
    private func under(_ parent: TaskID, _ dialect: Dialect, _ now: Timestamp) -> SQL {
        let conditions: [SQL] =
            [
                "tasks.tenant_id = \(actor.tenant)", "tasks.parent_id = \(parent)", Self.ready("tasks"),
                "(tasks.assigned_to IS NULL OR tasks.assigned_to = \(actor.workerID))", TaskVisibility.mayWork(actor),
                capability(dialect), project.map { "tasks.project_id = \($0)" } ?? "",
            ] + filters(now)
        return """
            SELECT claim_key, id FROM (SELECT claim_key, id FROM tasks\(dialect.indexed(by: "tasks_by_parent")) \
            WHERE \(SQL.joined(conditions)) ORDER BY claim_key, id LIMIT 16) AS parts
            """
    }

    private func capability(_ dialect: Dialect) -> SQL {
        actor.type == .agent ? CapabilityRule.covered(by: actor, dialect) : ""
    }

    /// What the caller asked for, and without what it gave back itself a short while ago.
    func filters(_ now: Timestamp) -> [SQL] {
        var all: [SQL] = input.tags.all.map { "tasks.tags " + .like(containing: " \($0) ") }
        if !input.priority.all.isEmpty { all.append("tasks.priority IN \(list: input.priority.all)") }
        all.append("tasks.id NOT IN (SELECT task_leases.task_id FROM task_leases WHERE \(released(now)))")
        return all
    }

    /// The condition on a row of `task_leases` that the caller gave the task back a short while ago.
    func released(_ now: Timestamp) -> SQL {
        """
        task_leases.tenant_id = \(actor.tenant) AND task_leases.released_by = \(actor.workerID) \
        AND task_leases.released_at > \(now.milliseconds - Self.releasePause)
        """
    }
}
