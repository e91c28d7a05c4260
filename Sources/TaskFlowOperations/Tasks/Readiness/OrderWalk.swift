internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Finds out whether needs and parents make a loop, in which no task could ever be completed.
///
/// Each task has two moments: its start and its completion. A completion comes after the start, and after the completion of
/// its subtasks; a start comes after the completion of what the task needs, and after whatever its parent's start waits for.
/// A loop is a moment that comes after itself.
enum OrderWalk {
    /// How many moments are looked at.
    private static let limit = 10_000

    /// Refuses a loop through a task whose needs or parent have just been changed. The tree must be held.
    ///
    /// - Throws: `dependency_cycle` with the way around; `too_large` where it cannot be told.
    static func check(_ task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        for moment in [Moment(task: task, isEnd: false), Moment(task: task, isEnd: true)] {
            guard try comesAfterItself(moment, in: tx) else { continue }
            let way = try way(around: moment, in: tx)
            let path = way.map { "\($0.task)" }.withoutRepeats.joined(separator: " → ")
            throw TaskFlowError(.dependencyCycle, "This makes a loop of tasks that wait for each other: \(path)")
        }
    }

    /// What is known of tasks between which new ones are to come: which ends of tasks that are to get subtasks come before the
    /// ends of tasks that are to be needed, or before the starts of tasks that are to get subtasks. Without both there is
    /// nothing that new tasks could close to a loop.
    ///
    /// - Throws: `too_large` where it cannot be told.
    static func known(
        from needed: Set<TaskID>, parents: Set<TaskID>, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [(later: Moment, earlier: TaskID)] {
        if parents.isEmpty { return [] }
        let starts = needed.map { Moment(task: $0, isEnd: true) } + parents.map { Moment(task: $0, isEnd: false) }
        let found = try walk(from: all(needed, isEnd: true) + " UNION ALL " + all(parents, isEnd: false), in: tx)
        guard found.contains(where: { $0.isEnd && parents.contains($0.task) }) else { return [] }
        var known: [(later: Moment, earlier: TaskID)] = []
        var count = 0
        for start in starts {
            let found = try walk(from: all([start.task], isEnd: start.isEnd), in: tx)
            count += found.count
            guard count <= 10 * limit else { throw tooLarge(limit) }
            let ends = found.filter { $0.isEnd && parents.contains($0.task) && $0 != start }
            known += ends.map { (start, $0.task) }
        }
        return known
    }

    /// The tasks that are there already through which a loop of new ones may go: what comes before the ends of tasks that are to
    /// be needed, and before the starts of tasks that are to get subtasks. None where no task gets a subtask.
    ///
    /// - Throws: `too_large` where there are too many.
    static func surroundings(
        needed: Set<TaskID>, parents: Set<TaskID>, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [TaskID] {
        if parents.isEmpty { return [] }
        func moments(_ tasks: Set<TaskID>, isEnd: Bool) -> SQL {
            """
            SELECT id, CAST(\(isEnd ? 1 : 0) AS bigint) FROM tasks WHERE id IN \
            (\(TaskNumberList.rows(tasks, tx.dialect)))
            """
        }
        let starts = moments(needed, isEnd: true) + " UNION ALL " + moments(parents, isEnd: false)
        return try walk(from: starts, limit: 20 * limit, in: tx).map(\.task).distinct
    }

    /// A task's start, or its end.
    struct Moment: Hashable {
        let task: TaskID
        let isEnd: Bool

        init(task: TaskID, isEnd: Bool) { (self.task, self.isEnd) = (task, isEnd) }

        init?(_ row: any ColumnReader) {
            guard let task = TaskID.read(row, 0) else { return nil }
            self.init(task: task, isEnd: row.integer(1) == 1)
        }
    }

    private static func comesAfterItself(
        _ moment: Moment, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Bool {
        // The end comes after the start by itself: what is asked is whether it does so by its subtasks.
        let first = try before([moment], in: tx).filter { !moment.isEnd || $0.task != moment.task }
        if first.isEmpty { return false }
        let starts = first.map { "SELECT CAST(\($0.task) AS bigint), CAST(\($0.isEnd ? 1 : 0) AS bigint)" as SQL }
        return try walk(from: .joined(starts, separator: " UNION ALL "), until: moment, in: tx).contains(moment)
    }

    /// The moments that a query finds and all before them.
    ///
    /// - Parameters:
    ///   - wanted: What is looked for: more need not be known once it is found.
    ///   - limit: How many there may be.
    private static func walk(
        from starts: SQL, until wanted: Moment? = nil, limit: Int = limit, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [Moment] {
        let sql: SQL =
            "WITH RECURSIVE walk (id, is_end) AS (" + starts + " UNION " + steps(tx.dialect)
            + ") SELECT id, is_end FROM walk LIMIT \(limit + 1)"
        let found = try tx.all(sql, Moment.init)
        if let wanted, found.contains(wanted) { return found }
        guard found.count <= limit else { throw tooLarge(limit) }
        return found
    }

    /// The starts or the ends of some tasks.
    private static func all(_ tasks: Set<TaskID>, isEnd: Bool) -> SQL {
        "SELECT id, CAST(\(isEnd ? 1 : 0) AS bigint) FROM tasks WHERE id IN \(list: Array(tasks))"
    }

    private static func tooLarge(_ limit: Int) -> TaskFlowError {
        TaskFlowError(
            .tooLarge,
            "More than \(limit) tasks hang together here: it cannot be told whether they wait for each other")
    }

    /// One step of the walk. PostgreSQL takes one mention of the walk, SQLite no join that depends on it.
    private static func steps(_ dialect: Dialect) -> SQL {
        if dialect == .postgres {
            return "SELECT next.id, next.is_end FROM walk CROSS JOIN LATERAL ("
                + .joined(
                    branches.map { "SELECT \($0.moment) FROM \($0.table) WHERE \($0.condition)" },
                    separator: " UNION ALL ") + ") AS next (id, is_end)"
        }
        return .joined(
            branches.map { "SELECT \($0.moment) FROM walk CROSS JOIN \($0.table) WHERE \($0.condition)" },
            separator: " UNION ")
    }

    private static let branches: [(moment: SQL, table: SQL, condition: SQL)] = [
        ("walk.id, CAST(0 AS bigint)", "(SELECT 1) AS one", "walk.is_end = 1"),
        ("task_needs.needed_id, CAST(1 AS bigint)", "task_needs", "task_needs.task_id = walk.id AND walk.is_end = 0"),
        (
            "tasks.parent_id, CAST(0 AS bigint)", "tasks",
            "tasks.id = walk.id AND walk.is_end = 0 AND tasks.parent_id IS NOT NULL"
        ),
        ("tasks.id, CAST(1 AS bigint)", "tasks", "tasks.parent_id = walk.id AND walk.is_end = 1"),
    ]

    /// The moments right before some.
    private static func before(_ moments: [Moment], in tx: borrowing Transaction) throws(TaskFlowError) -> [Moment] {
        let starts = moments.map {
            "SELECT CAST(\($0.task) AS bigint) AS id, CAST(\($0.isEnd ? 1 : 0) AS bigint) AS is_end" as SQL
        }
        let walk: SQL = "WITH walk AS (" + .joined(starts, separator: " UNION ALL ") + ") "
        return try tx.all(walk + steps(tx.dialect), Moment.init)
    }

    /// A shortest way from a moment back to itself, step by step: for the words of a refusal alone.
    private static func way(around moment: Moment, in tx: borrowing Transaction) throws(TaskFlowError) -> [Moment] {
        var reached: [Moment: Moment] = [:]
        var edge = [moment]
        while reached[moment] == nil, !edge.isEmpty {
            var next: [Moment] = []
            for one in edge {
                for found in try before([one], in: tx) where reached[found] == nil {
                    reached[found] = one
                    next.append(found)
                }
            }
            edge = next
        }
        var way = [moment]
        while let one = way.last.flatMap({ reached[$0] }), one != moment, way.count < 50 { way.append(one) }
        return [moment] + way.dropFirst().reversed() + [moment]
    }
}

extension [String] {
    /// The texts without those that equal the one before.
    fileprivate var withoutRepeats: [String] {
        var texts: [String] = []
        for text in self where text != texts.last { texts.append(text) }
        return texts
    }
}
