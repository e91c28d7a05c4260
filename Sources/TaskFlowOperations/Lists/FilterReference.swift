internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What a filter names must be there for the caller: an empty list would hide a slip of the pen. 422 at its place.
enum FilterReference {
    /// Where a filter stands in a call.
    enum Part: String {
        case query
        case body
    }

    /// Demands a worker, who may have been deleted since: the history of that worker stays. Travels with the next statement.
    static func demand(
        _ worker: WorkerReference?, at member: String, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        guard let worker, worker.rawValue != "me" else { return }
        try tx.demand(
            """
            SELECT 1 FROM workers WHERE workers.tenant_id = \(actor.tenant) \
            AND (workers.id = \(worker) OR workers.handle = \(worker)) LIMIT 1
            """, else: missing("worker '\(worker)'", at: member, worker.json))
    }

    /// The id of a worker who is named by id, by handle or as `me`; no id at all when there is no such worker.
    static func id(of worker: WorkerReference, for actor: Actor) -> SQL {
        if worker == .caller { return "\(actor.workerID)" }
        return """
            (SELECT workers.id FROM workers WHERE workers.tenant_id = \(actor.tenant) \
            AND (workers.id = \(worker) OR workers.handle = \(worker)))
            """
    }

    /// Demands a task that the caller may see. Travels with the next statement.
    static func demand(
        _ task: TaskID?, at member: String, of part: Part = .query, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        guard let task else { return }
        let conditions: [SQL] = [
            "tasks.id = \(task)", "tasks.tenant_id = \(actor.tenant)", TaskVisibility.listed(to: actor),
        ]
        try tx.demand(
            "SELECT 1 FROM tasks WHERE \(SQL.joined(conditions))",
            else: missing("task \(task)", at: member, of: part, task.json))
    }

    /// The project that a filter names.
    static func find(
        _ slug: Slug?, at member: String, of part: Part = .query, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ProjectPlace? {
        guard let slug else { return nil }
        if let project = try ProjectPlace.find(slug, for: actor, in: tx) { return project }
        throw missing("project '\(slug)'", at: member, of: part, slug.json)
    }

    private static func missing(
        _ what: String, at member: String, of part: Part = .query, _ input: JSON
    ) -> TaskFlowError {
        .invalid("\(what) not found", at: [.name(part.rawValue), .name(member)], input: input)
    }
}
