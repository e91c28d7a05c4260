internal import TaskFlowDomain
package import TaskFlowSchema
internal import TaskFlowStorage

/// Why there is no task to claim.
package struct ClaimMiss: Described {
    let code: Code
    let text: String

    package static let schema = Schema(
        ClaimMiss.init,
        Field("code", \.code, "What kind of reason it is"),
        Field("text", \.text, "A sentence"))

    /// The kinds of reasons (docs/contract.md, 3.7).
    package enum Code: String, Choice {
        /// Nothing is there to do.
        case nothingReady = "nothing_ready"
        /// What there is to do waits for other tasks.
        case waiting
        /// What there is to do has a date that is still to come, or a pause.
        case deferred
        /// What is ready requires what the caller lacks.
        case capability
    }

    /// Looks for the reason that says most: what is ready for others first, then what becomes ready by itself.
    static func explain(_ query: ClaimQuery, in tx: borrowing Transaction) throws(TaskFlowError) -> ClaimNext.Output {
        if query.actor.type == .agent, let lacking = try lacking(query, in: tx) {
            return answer(.capability, "What is ready requires what you do not have: \(lacking)")
        }
        if let date = try nextDate(query, in: tx) {
            return answer(.deferred, "Nothing is ready before \(date)", at: date)
        }
        if try isAny("(tasks.waits > 0 OR tasks.inherited > 0)", query, in: tx) {
            return answer(.waiting, "All that is left for you waits for other tasks")
        }
        return answer(.nothingReady, "Nothing is there for you to do")
    }

    private static func answer(_ code: Code, _ text: String, at date: Timestamp? = nil) -> ClaimNext.Output {
        ClaimNext.Output(task: nil, reason: ClaimMiss(code: code, text: text), nextEligibleAt: date)
    }

    private static func lacking(_ query: ClaimQuery, in tx: borrowing Transaction) throws(TaskFlowError) -> String? {
        let required = ClaimQuery.required(tx.dialect)
        let isCovered = CapabilityRule.covered(required, by: query.actor, tx.dialect)
        let found = try tx.value(
            "WITH RECURSIVE \(query.lanes) SELECT \(required) FROM lanes WHERE lane IS NOT NULL AND NOT \(isCovered) LIMIT 1",
            as: Requirements.self)
        return found.map { $0.all.map(\.rawValue).joined(separator: ", ") }
    }

    /// The first date of a task, of a pause after a lease that ended, or of the caller's own.
    private static func nextDate(_ query: ClaimQuery, in tx: borrowing Transaction) throws(TaskFlowError) -> Timestamp?
    {
        let (deferred, cooling): (SQL, SQL) = (
            first("not_before", "tasks.deferred = 1", query, at: tx.now),
            first("cooling_until", "tasks.cooling = 1", query, at: tx.now)
        )
        let pause: SQL = """
            SELECT task_leases.released_at + \(ClaimQuery.releasePause) FROM task_leases JOIN tasks \
            ON tasks.id = task_leases.task_id WHERE \(query.released(tx.now)) AND \(ClaimQuery.ready("tasks")) \
            AND tasks.assigned_to IS NULL ORDER BY task_leases.released_at LIMIT 1
            """
        return try tx.value(
            """
            SELECT min(at) FROM (SELECT at FROM (\(deferred)) AS dated UNION ALL SELECT at FROM (\(cooling)) AS cooled \
            UNION ALL SELECT (\(pause))) AS dates
            """, as: Timestamp?.self) ?? nil
    }

    private static func first(
        _ column: StaticString, _ flag: SQL, _ query: ClaimQuery, at now: Timestamp
    ) -> SQL {
        """
        SELECT tasks.\(raw: column) AS at FROM tasks WHERE \(flag) AND \(waits(for: query, at: now)) \
        ORDER BY tasks.\(raw: column) LIMIT 1
        """
    }

    private static func isAny(_ condition: SQL, _ query: ClaimQuery, in tx: borrowing Transaction) throws(TaskFlowError)
        -> Bool
    {
        // Nothing is ready: among the first thousand that wait is one of them, unless they are all somebody's.
        let found = try tx.value(
            """
            SELECT 1 FROM (SELECT tasks.waits, tasks.inherited FROM tasks WHERE \(waits(for: query, at: tx.now)) LIMIT 1000) \
            AS tasks WHERE \(condition) LIMIT 1
            """, as: Int.self)
        return found != nil
    }

    /// Tasks that the caller may come to have.
    private static func waits(for query: ClaimQuery, at now: Timestamp) -> SQL {
        let actor = query.actor
        return .joined(
            [
                "tasks.tenant_id = \(actor.tenant)", "tasks.status = 'pending'",
                "(tasks.assigned_to IS NULL OR tasks.assigned_to = \(actor.workerID))",
                TaskVisibility.listed(to: actor),
                query.place,
            ] + query.filters(now))
    }
}
