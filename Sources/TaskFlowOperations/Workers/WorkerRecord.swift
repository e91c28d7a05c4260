internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What operations need to know of a worker who is not the caller.
struct WorkerRecord {
    let id: WorkerID
    let type: WorkerType
    let role: TenantRole
    let registeredBy: WorkerID?

    /// Finds a worker by id or handle, or as `me`; deleted ones are not found.
    static func find(
        _ reference: WorkerReference, for actor: Actor, lock: RowLock = .none, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> WorkerRecord? {
        let reference = reference.said(by: actor)
        return try tx.first(
            """
            SELECT id, type, role, registered_by FROM workers WHERE tenant_id = \(actor.tenant) \
            AND (id = \(reference) OR handle = \(reference)) AND deleted_at IS NULL\(tx.dialect.lock(lock, of: "workers"))
            """, WorkerRecord.init)
    }

    /// Keeps a worker whom an input names, before anything else that the call locks: whoever takes a worker out locks it first as
    /// well. It travels with the next statement.
    static func keep(
        _ reference: WorkerReference, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let reference = reference.said(by: actor)
        try tx.hold(
            """
            SELECT 1 FROM workers WHERE tenant_id = \(actor.tenant) AND (id = \(reference) OR handle = \(reference)) \
            AND deleted_at IS NULL
            """, .kept, of: "workers")
    }

    /// Finds the worker in the path: 404.
    static func find(
        path reference: WorkerReference, for actor: Actor, lock: RowLock = .none, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> WorkerRecord {
        if let worker = try find(reference, for: actor, lock: lock, in: tx) { return worker }
        throw .notFound("Worker")
    }

    /// Whether the actor answers for the worker: admins for all, people for themselves and for agents they registered. Of an
    /// admin, admins alone: whoever registered it could else make itself a key of an admin.
    func isManaged(by actor: Actor) -> Bool {
        if actor.isAdmin { return true }
        guard actor.type == .human, role != .admin else { return false }
        return id == actor.workerID || (type == .agent && registeredBy == actor.workerID)
    }

    /// The refusal of whoever does not answer for the worker: 403.
    var notManaged: TaskFlowError {
        let managers =
            role == .admin ? "The worker is an admin: only an admin" : "Only who registered the worker, or an admin,"
        return .forbidden("\(managers) may do this")
    }

    private init?(_ row: any ColumnReader) {
        guard let id = WorkerID.read(row, 0), let type = WorkerType.read(row, 1), let role = TenantRole.read(row, 2),
            let registeredBy = WorkerID?.read(row, 3)
        else { return nil }
        self.id = id
        self.type = type
        self.role = role
        self.registeredBy = registeredBy
    }
}
