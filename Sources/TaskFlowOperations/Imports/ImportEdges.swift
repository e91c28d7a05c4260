internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Writes what the tasks of an import need.
struct ImportEdges {
    /// So many needs of tasks that were there before are looked at one by one, where a loop may go through them.
    private static let limit = 500

    private let plan: ImportPlan
    private let ids: [Int: TaskID]

    /// What was written.
    struct Outcome {
        var kept: [Int: [TaskID]] = [:]
        var warnings: [ImportWarning] = []
    }

    init(_ plan: ImportPlan, _ ids: [Int: TaskID]) { (self.plan, self.ids) = (plan, ids) }

    func write(in tx: borrowing Transaction) throws(TaskFlowError) -> Outcome {
        var outcome = Outcome()
        // What was there before waits for nothing new, unless something new lies under it.
        let mayClose = plan.sequence.contains { if case .old? = plan.parents[$0] { true } else { false } }
        var looked = 0
        for place in plan.sequence {
            guard let id = ids[place] else { continue }
            for need in plan.needs[place] {
                switch need {
                case .new(let other):
                    guard let needed = ids[other] else { continue }
                    try write(needed, for: id, in: tx)
                    outcome.kept[place, default: []].append(needed)
                case .old(let needed):
                    looked += mayClose ? 1 : 0
                    if try keep(needed, for: id, looks: mayClose, isLast: looked > Self.limit, in: tx) {
                        outcome.kept[place, default: []].append(needed)
                    } else {
                        try drop(need, of: place, id, needed, &outcome, in: tx)
                    }
                }
            }
        }
        return outcome
    }

    private func write(_ needed: TaskID, for id: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.later("INSERT INTO task_needs (task_id, needed_id, created_at) VALUES (\(id), \(needed), \(tx.now))")
    }

    /// Writes a need of a task that was there before, unless that closes a loop.
    private func keep(
        _ needed: TaskID, for id: TaskID, looks: Bool, isLast: Bool, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Bool {
        if isLast { return false }
        try write(needed, for: id, in: tx)
        guard looks else { return true }
        do throws(TaskFlowError) {
            try OrderWalk.check(id, in: tx)
            return true
        } catch {
            guard [.dependencyCycle, .tooLarge].contains(error.code) else { throw error }
            try Needs.remove([needed], from: id, in: tx)
            return false
        }
    }

    private func drop(
        _ need: ImportPlan.Reference, of place: Int, _ id: TaskID, _ needed: TaskID, _ outcome: inout Outcome,
        in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        outcome.warnings.append(
            ImportWarning(
                sourceID: plan.tasks[place].sourceID, code: .needLoop,
                text: "It and task \(needed) might wait for each other: it does not need it"))
        guard plan.isOpen(need) else { return }
        let stored = try tx.first("SELECT \(StoredTask.columns) FROM tasks WHERE id = \(id)", StoredTask.init)
        guard let before = stored?.item else { return }
        var after = before
        after.waits -= 1
        try Gates.follow(before, after, in: tx)
        try tx.later("UPDATE tasks SET waits = waits - 1 WHERE id = \(id)")
    }
}
