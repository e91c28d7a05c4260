internal import TaskFlowDomain
internal import TaskFlowSchema
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
        return worker
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
