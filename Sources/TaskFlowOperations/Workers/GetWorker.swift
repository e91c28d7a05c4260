package import TaskFlowDomain
package import TaskFlowStorage

/// One worker, by id or handle.
package enum GetWorker: Query {
    package static let spec = Spec(
        name: "get_worker", verb: Verb("worker show", "id", example: "worker show @claude"),
        route: .get("/api/workers/{id}"), scope: .tasksRead, summary: "Get a worker", errors: [.notFound])

    package static func run(
        _ input: WorkerInput, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Worker {
        let record = try WorkerRecord.find(path: input.worker, for: actor, in: tx)
        return try StoredWorker.get(record.id, tenant: actor.tenant, in: tx)
    }
}
