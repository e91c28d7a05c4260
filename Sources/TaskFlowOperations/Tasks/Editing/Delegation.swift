internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// How a task was handed on: an agent that makes a task under one that it holds delegates it. The server knows that by itself:
/// nobody says how deep it is in.
struct Delegation {
    /// How often work is handed on at most.
    static let depthLimit = 5
    /// A task that nobody handed on.
    static let none = Delegation(by: nil, depth: 0, above: [])

    /// Who handed it on.
    let by: WorkerID?
    /// How often the work was handed on by then; 0 where nobody did.
    let depth: Int
    private let above: [Ancestor]

    /// A task above another, with who has it and who handed it on.
    private struct Ancestor {
        let id: TaskID
        let delegator: WorkerID?
        let holder: WorkerID?
        let depth: Int
    }

    /// The delegation of a task that is to be made. The tree must be held.
    ///
    /// - Throws: `delegation_cycle` where it has been handed on too often, or to somebody who has a task above it.
    static func ofNewTask(
        under parent: TaskItem?, to assignee: WorkerID?, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Delegation {
        guard actor.type == .agent, let parent, parent.holder == actor.workerID else { return .none }
        let above = try ancestors(from: parent.id, in: tx)
        let delegation = Delegation(by: actor.workerID, depth: (above.first?.depth ?? 0) + 1, above: above)
        guard delegation.depth <= depthLimit else {
            throw TaskFlowError(
                .delegationCycle, "Task \(parent.id) was handed on \(depthLimit) times already: do all of it yourself")
        }
        try delegation.check(assignee, by: actor)
        return delegation
    }

    /// Refuses to hand it to somebody who has a task above it, or handed one on there.
    func check(_ assignee: WorkerID?, by actor: Actor) throws(TaskFlowError) {
        guard let assignee, by != nil,
            let task = above.first(where: { $0.holder == assignee || $0.delegator == assignee })
        else { return }
        let who =
            assignee == actor.workerID ? "You have" : "\(assignee) \(task.holder == assignee ? "has" : "handed on")"
        throw TaskFlowError(
            .delegationCycle,
            "\(who) task \(task.id), of which this is a part: do it yourself, and hand it to nobody there")
    }

    /// Refuses an agent that gives a task which was handed on to somebody above it; to take it itself is no such thing.
    static func checkAssignment(
        of task: TaskItem, to assignee: WorkerID?, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        guard actor.type == .agent, let parent = task.parentID, let assignee, assignee != actor.workerID else { return }
        let own = try ancestors(from: task.id, in: tx).first
        guard let delegator = own?.delegator else { return }
        let above = try ancestors(from: parent, in: tx)
        try Delegation(by: delegator, depth: own?.depth ?? 0, above: above).check(assignee, by: actor)
    }

    /// A task and those above it, from itself upward.
    private static func ancestors(from task: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) -> [Ancestor] {
        try tx.all(
            """
            WITH RECURSIVE above (id, parent_id, level) AS (SELECT id, parent_id, 0 FROM tasks WHERE id = \(task) \
            UNION ALL SELECT tasks.id, tasks.parent_id, above.level + 1 FROM tasks JOIN above ON tasks.id = above.parent_id) \
            SELECT tasks.id, tasks.delegated_by, CASE WHEN tasks.status IN ('in_progress', 'review', 'blocked') \
            THEN tasks.assigned_to END, tasks.delegation_depth FROM above JOIN tasks ON tasks.id = above.id \
            ORDER BY above.level
            """
        ) { row in
            TaskID.read(row, 0).map { id in
                Ancestor(
                    id: id, delegator: WorkerID.read(row, 1), holder: WorkerID.read(row, 2), depth: row.integer(3))
            }
        }
    }
}
