internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The edges between tasks: one needs another to be completed before it may be started.
enum Needs {
    /// How many tasks one may need.
    static let limit = TaskNumbers.limit
    /// How many tasks may need one.
    static let neederLimit = 1_000

    /// A task that another is to need.
    struct Needed {
        let id: TaskID
        let isOpen: Bool
    }

    /// Looks up the tasks that an input names; 422 at their places when the actor sees no such task.
    static func find(
        _ ids: [TaskID], at location: [ValidationIssue.Step], for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [Needed] {
        let found = try visible(ids, to: actor, in: tx)
        let missing = ids.enumerated().filter { id in !found.contains { $0.id == id.element } }
        if missing.isEmpty { return found }
        let isOne = location.last == .name("task_id")
        throw .invalid(
            missing.map { place, id in
                .value("task \(id) not found", at: isOne ? location : location + [.index(place)], input: id.json)
            })
    }

    /// Those of some tasks that the actor sees.
    static func visible(
        _ ids: [TaskID], to actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [Needed] {
        if ids.isEmpty { return [] }
        let conditions: [SQL] = [
            "tasks.id IN \(list: ids)", "tasks.tenant_id = \(actor.tenant)", TaskVisibility.listed(to: actor),
        ]
        return try tx.all("SELECT id, status FROM tasks\(tx.dialect.byNumber) WHERE \(SQL.joined(conditions))") { row in
            TaskID.read(row, 0).flatMap { id in
                TaskStatus.read(row, 1).map { Needed(id: id, isOpen: $0 != .completed) }
            }
        }
    }

    /// The numbers of the tasks that one needs, in their order.
    static func all(of id: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) -> [TaskID] {
        try tx.all("SELECT needed_id FROM task_needs WHERE task_id = \(id) ORDER BY needed_id") { TaskID.read($0, 0) }
    }

    /// Writes edges, and refuses those that make a loop or too many.
    static func add(_ ids: [TaskID], to task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        for id in ids where id == task {
            throw TaskFlowError(.dependencyCycle, "Task \(id) cannot need itself")
        }
        if ids.isEmpty { return }
        try write(ids, to: task, in: tx)
        let crowded = try tx.first(
            """
            SELECT needed_id FROM task_needs WHERE needed_id IN \(list: ids) GROUP BY needed_id \
            HAVING count(*) > \(neederLimit) LIMIT 1
            """
        ) { TaskID.read($0, 0) }
        if let crowded {
            throw TaskFlowError(.tooLarge, "Task \(crowded) is needed by \(neederLimit) tasks: no more can need it")
        }
        let own = try tx.value("SELECT count(*) FROM task_needs WHERE task_id = \(task)", as: Int.self) ?? 0
        guard own <= limit else {
            throw TaskFlowError(.tooLarge, "A task can need \(limit) others at most, and this would be \(own)")
        }
    }

    /// Writes edges that are known to be right.
    static func write(_ ids: [TaskID], to task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        for id in ids {
            try tx.later(
                "INSERT INTO task_needs (task_id, needed_id, created_at) VALUES (\(task), \(id), \(tx.now))")
        }
    }

    /// Takes edges away.
    static func remove(_ ids: [TaskID], from task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        if ids.isEmpty { return }
        try tx.execute("DELETE FROM task_needs WHERE task_id = \(task) AND needed_id IN \(list: ids)")
    }
}

/// What `PATCH`, `add_need` and `remove_need` change of the tasks that one needs.
struct NeedsChange {
    /// In the order of their numbers.
    let added: [TaskID]
    let removed: [TaskID]
    /// How many of the tasks that are needed then are not completed.
    let waits: Int

    var isEmpty: Bool { added.isEmpty && removed.isEmpty }

    /// The change from what a task needs to another set.
    init(
        of task: TaskItem, to wanted: [Needs.Needed], in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let now = Set(try Needs.all(of: task.id, in: tx))
        let then = Set(wanted.map(\.id))
        added = then.subtracting(now).sorted { $0.rawValue < $1.rawValue }
        removed = now.subtracting(then).sorted { $0.rawValue < $1.rawValue }
        waits = wanted.count { $0.isOpen }
    }

    /// One edge more.
    init(of task: TaskItem, adding needed: Needs.Needed) {
        (added, removed, waits) = ([needed.id], [], task.waits + (needed.isOpen ? 1 : 0))
    }

    /// One edge less.
    init(of task: TaskItem, removing needed: Needs.Needed) {
        (added, removed, waits) = ([], [needed.id], task.waits - (needed.isOpen ? 1 : 0))
    }

    /// Writes the edges. The tree must be held (``TaskLocks/changeTree(of:in:)``).
    func write(for task: TaskItem, in tx: borrowing Transaction) throws(TaskFlowError) {
        try Needs.remove(removed, from: task.id, in: tx)
        try Needs.add(added, to: task.id, in: tx)
        if waits > 0, task.waits == 0 { try Subtasks.requireFew(under: task.id, in: tx) }
    }
}
