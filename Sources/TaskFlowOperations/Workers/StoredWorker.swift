internal import TaskFlowDomain
package import TaskFlowSchema
internal import TaskFlowStorage

/// Where workers are read from.
enum StoredWorker {
    static let table = Table<Worker>("workers")
    static let columns = SQL.columns(of: Worker.schema, in: "workers")

    static func get(
        _ id: WorkerID, tenant: TenantID, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Worker {
        let worker = try tx.first(
            "SELECT \(columns) FROM workers WHERE workers.tenant_id = \(tenant) AND workers.id = \(id)",
            Worker.schema.read)
        guard let worker else { throw .notFound("Worker") }
        return worker.seen(at: tx.now)
    }
}

extension Transaction {
    /// Writes an audit row about a worker.
    borrowing func record(
        _ action: AuditAction, worker: WorkerID, context: JSONObject, by actor: Actor
    ) throws(TaskFlowError) {
        let draft = AuditDraft(
            entity: .worker, entityID: worker.rawValue, action: action, workerID: worker, context: context)
        try record(draft, by: actor)
    }
}

/// A worker about to be registered under its handle.
struct WorkerRegistration {
    let handle: Handle
    var name: Name?
    let type: WorkerType
    let role: TenantRole
    var agentType: AgentType?
    var capabilities = Capabilities([])
    var maxHeld: MaxHeld?

    /// Writes the worker and its audit row; 409 when the handle is taken, be it by a worker that was deleted.
    func insert(by actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) -> Worker {
        let id = WorkerID(trusted: handle.rawValue)
        let name = name ?? Name(trusted: handle.rawValue)
        let worker = Worker(
            id: id, handle: handle, name: name, type: type, agentType: agentType, capabilities: capabilities,
            createdAt: tx.now, lastSeenAt: nil, maxHeld: type == .agent ? maxHeld ?? .standard : nil)
        let inserted = try tx.insert(
            worker, into: StoredWorker.table,
            [("tenant_id", "\(actor.tenant)"), ("role", "\(role)"), ("registered_by", "\(actor.workerID)")])
        guard inserted else { throw TaskFlowError(.alreadyExists, "The handle '\(handle)' is taken") }
        var context: JSONObject = ["handle": handle.json, "name": name.json, "type": type.json]
        if let agentType { context["agent_type"] = agentType.json }
        if !capabilities.all.isEmpty { context["capabilities"] = capabilities.json }
        if let maxHeld { context["max_held"] = maxHeld.json }
        try tx.record(.created, worker: id, context: context, by: actor)
        return try StoredWorker.get(id, tenant: actor.tenant, in: tx)
    }
}

extension MaxHeld {
    /// Refuses a limit for a person: 422.
    static func notOfPeople(_ limit: MaxHeld) -> TaskFlowError {
        .invalid(
            "people may have as many tasks as they like: max_held is for agents",
            at: [.name("body"), .name("max_held")], input: limit.json)
    }
}

/// The input of operations that need to know the worker and no more.
package struct WorkerInput: Described {
    let worker: WorkerReference

    package static let schema = Schema(WorkerInput.init, Field.worker(\.worker))
}

extension Field where Value == WorkerReference {
    /// The worker in the path.
    static func worker(_ get: @escaping @Sendable (Root) -> WorkerReference) -> Field {
        Field("id", get, in: .path, "Id or handle of the worker, or me")
    }
}
