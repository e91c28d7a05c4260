internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A worker about to be registered under its handle.
struct WorkerRegistration {
    let handle: Handle
    var name: Name?
    let type: WorkerType
    let role: TenantRole
    var agentType: AgentType?
    var capabilities = Capabilities([])

    /// Writes the worker and its audit row; 409 when the handle is taken, be it by a worker that was deleted.
    func insert(by actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) -> Worker {
        let id = WorkerID(trusted: handle.rawValue)
        let name = name ?? Name(trusted: handle.rawValue)
        let worker = Worker(
            id: id, handle: handle, name: name, type: type, agentType: agentType, capabilities: capabilities,
            createdAt: tx.now, lastSeenAt: nil)
        let inserted = try tx.insert(
            worker, into: StoredWorker.table,
            [("tenant_id", "\(actor.tenant)"), ("role", "\(role)"), ("registered_by", "\(actor.workerID)")])
        guard inserted else { throw TaskFlowError(.alreadyExists, "The handle '\(handle)' is taken") }
        var context: JSONObject = ["handle": handle.json, "name": name.json, "type": type.json]
        if let agentType { context["agent_type"] = agentType.json }
        if !capabilities.all.isEmpty { context["capabilities"] = capabilities.json }
        try tx.record(.created, worker: id, context: context, by: actor)
        return try StoredWorker.get(id, tenant: actor.tenant, in: tx)
    }
}
