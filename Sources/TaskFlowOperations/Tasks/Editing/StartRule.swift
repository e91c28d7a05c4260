internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What a start demands of a task. The condition of a claim's `UPDATE` and the refusal are both made of its clauses, in the
/// order in which refusals come.
struct StartRule {
    fileprivate struct Clause {
        /// What must hold of the row in `tasks`; empty where the clause demands nothing.
        let condition: SQL
        /// Refuses a task for which the condition does not hold.
        let check: (TaskEdit) throws(TaskFlowError) -> Void
    }

    private let clauses: [Clause]

    init(by actor: Actor, ifMatch version: VersionMatch?) {
        clauses = [.mayWork(actor), .version(version), .pending(actor), .free(actor)]
    }

    /// The condition on the row in `tasks`.
    var condition: SQL { .joined(clauses.map(\.condition)) }

    /// Refuses what the condition does not find: 403, 412, 400, 409.
    func check(_ edit: TaskEdit) throws(TaskFlowError) {
        for clause in clauses { try clause.check(edit) }
    }
}

extension StartRule.Clause {
    fileprivate static func mayWork(_ actor: Actor) -> Self {
        Self(condition: TaskVisibility.mayWork(actor)) { edit throws(TaskFlowError) in
            try edit.checkAuthority(.start(by: actor.workerID))
        }
    }

    fileprivate static func version(_ version: VersionMatch?) -> Self {
        var condition: SQL = ""
        if case .versions(let versions) = version { condition = "tasks.version IN \(list: versions)" }
        return Self(condition: condition) { edit throws(TaskFlowError) in
            try version?.check(edit.loaded.task.item)
        }
    }

    fileprivate static func pending(_ actor: Actor) -> Self {
        Self(condition: "tasks.status = 'pending'") { edit throws(TaskFlowError) in
            try TaskLifecycle.check(.start(by: actor.workerID), of: edit.task)
        }
    }

    fileprivate static func free(_ actor: Actor) -> Self {
        Self(condition: "(tasks.assigned_to IS NULL OR tasks.assigned_to = \(actor.workerID))") {
            edit throws(TaskFlowError) in
            guard let holder = edit.task.assignedTo, holder != actor.workerID else { return }
            throw TaskFlowError(.assignedToOther, "Task \(edit.task.id) is assigned to \(holder)")
        }
    }
}
