package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Claims a pending task for the caller and begins work on it. Of any number of callers one wins.
package enum StartTask: Command {
    package struct Input: Described {
        let taskID: TaskID
        let ifMatch: VersionMatch?
        let force: Bool

        package static let schemaName = "StartTaskInput"
        package static let schema = Schema(
            Input.init,
            Field.taskID(\.taskID),
            Field.ifMatch(\.ifMatch),
            Field("force", \.force, in: .query, default: false, "Start it although it is not ready; persons alone"))
    }

    package static let spec = Spec(
        name: "start_task",
        verb: Verb("start", "task_id", example: "start 1"),
        agent: AgentFace(
            "claim_task", title: "Claim a task",
            whenToUse: """
                Take a pending task and begin work: it becomes yours and in_progress. Call it before you start; of \
                several workers exactly one gets it. Find free tasks with list_tasks.
                """, hidden: ["force"], detail: .full, isIdempotent: true),
        route: .post("/api/tasks/{task_id}/start"), scope: .tasksWrite,
        summary: "Start a task (claim it and begin work)",
        details: """
            Assigns a pending task to the caller and moves it to in_progress. Of any number of callers at once one wins; \
            the others are refused. An agent has it for 30 minutes, which whatever it writes about the task renews. A task that waits for others or for its date is not started, nor by an agent that lacks \
            what it requires; a person may start it by force.
            """,
        errors: [.notFound, .forbidden, .preconditionFailed, .invalidState, .assignedToOther, .notReady, .claimLimit])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        if input.force, actor.type == .agent {
            _ = try LoadedTask.find(input.taskID, for: actor, .showing, in: tx)
            throw .forbidden("Agents do not start by force what is not ready")
        }
        // The claim is one conditional UPDATE; only a refusal costs a second look, to say why.
        try ClaimLimit.hold(actor, in: tx)
        try holdMembership(of: actor, in: input.taskID, tx)
        if let task = try claim(input, as: actor, in: tx) { return try record(task, [:], by: actor, in: tx) }
        let edit = try TaskEdit(of: input.taskID, ifMatch: input.ifMatch, by: actor, in: tx)
        try edit.check(.start(by: actor.workerID))
        // A date may have come that nobody has noted yet.
        if try Gates.openDue(of: actor.tenant, in: tx) > 0, let task = try claim(input, as: actor, in: tx) {
            return try record(task, [:], by: actor, in: tx)
        }
        if !input.force { try StartGate.check(edit.task, for: actor, in: tx) }
        if input.force, let task = try claim(input, as: actor, in: tx, isForced: true) {
            return try record(task, ["forced": true], by: actor, in: tx)
        }
        // Nothing stands in the way any more: the task was freed between the two looks.
        throw TaskFlowError(.conflict, "Task \(input.taskID) changed meanwhile: try again")
    }

    private static func record(
        _ task: StoredTask, _ given: JSONObject, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        var context = given
        context["status"] = ["before": "pending", "after": "in_progress"]
        try tx.record(.started, task, context: context, by: actor)
        return task.item
    }

    /// Keeps the caller in the task's project meanwhile: else the task would end up with someone who may not hold it.
    /// Travels with the claim.
    private static func holdMembership(
        of actor: Actor, in task: TaskID, _ tx: borrowing Transaction
    ) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try tx.later(
            """
            SELECT 1 FROM project_members WHERE worker_id = \(actor.workerID) \
            AND project_id = (SELECT project_id FROM tasks WHERE id = \(task))\
            \(tx.dialect.lock(.kept, of: "project_members"))
            """)
    }

    private static func claim(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction, isForced: Bool = false
    ) throws(TaskFlowError) -> StoredTask? {
        let rule = StartRule(by: actor, ifMatch: input.ifMatch)
        let gate = isForced ? "" : StartGate.condition(actor, tx.dialect)
        let sql: SQL = """
            UPDATE tasks SET status = 'in_progress', assigned_to = \(actor.workerID), \
            started_at = coalesce(started_at, \(tx.now)), version = version + 1, updated_at = \(tx.now) \
            WHERE id = \(input.taskID) AND tenant_id = \(actor.tenant) AND \(SQL.joined([rule.condition, gate]))\(StoredTask.returning)
            """
        return try Leases.take(by: sql, for: actor, isFenced: false, in: tx)
    }
}
