internal import TaskFlowDomain

/// Who someone is in the whole server, by whichever key.
struct ActorName: Hashable {
    let tenant: TenantID
    let worker: WorkerID

    init(_ actor: Actor) {
        tenant = actor.tenant
        worker = actor.workerID
    }
}
