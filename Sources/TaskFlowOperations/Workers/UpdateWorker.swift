package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Changes what is known of a worker; its handle is unchangeable.
package enum UpdateWorker: Command {
    package struct Input: Described {
        let worker: WorkerReference
        let name: Patch<Name>
        let agentType: Patch<AgentType?>
        let capabilities: Patch<Capabilities>
        let maxHeld: Patch<MaxHeld>

        package static let schemaName = "WorkerPatch"
        package static let schema = Schema(
            Input.init,
            Field.worker(\.worker),
            Field("name", \.name, "What it is called"),
            Field("agent_type", \.agentType, "The kind of agent"),
            Field("capabilities", \.capabilities, "What it can do"),
            Field("max_held", \.maxHeld, "How many tasks an agent may have in progress at once"))

        fileprivate func applied(to worker: Worker) -> Worker {
            var worker = worker
            name.apply(to: &worker.name)
            agentType.apply(to: &worker.agentType)
            capabilities.apply(to: &worker.capabilities)
            if case .set(let limit) = maxHeld { worker.maxHeld = limit }
            return worker
        }
    }

    package static let spec = Spec(
        name: "update_worker",
        verb: Verb(
            "worker edit", "id", flags: ["capability": "capabilities"], example: "worker edit @claude --name Claude"),
        route: .patch("/api/workers/{id}"), scope: .workersWrite, summary: "Update a worker",
        details: "An agent: who registered it, or an admin. A person: that person, or an admin.",
        errors: [.notFound, .forbidden])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Worker {
        // Whoever calls keeps its own row already: of two who then wanted it for themselves neither could go on.
        let record = try WorkerRecord.find(path: input.worker, for: actor, lock: .edited, in: tx)
        guard record.isManaged(by: actor) else { throw record.notManaged }
        let before = try StoredWorker.get(record.id, tenant: actor.tenant, in: tx)
        if before.type == .human, let limit = input.maxHeld.value { throw MaxHeld.notOfPeople(limit) }
        let changes = StoredWorker.table.changes(from: before, to: input.applied(to: before))
        if changes.isEmpty { return before }
        try tx.execute(
            "UPDATE workers SET \(changes.assignments) WHERE tenant_id = \(actor.tenant) AND id = \(record.id)")
        try tx.record(.updated, worker: record.id, context: changes.context, by: actor)
        return try StoredWorker.get(record.id, tenant: actor.tenant, in: tx)
    }
}
