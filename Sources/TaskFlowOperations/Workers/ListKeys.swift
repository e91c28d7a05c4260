package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// A worker's keys that are not revoked; the keys themselves are never shown again.
package enum ListKeys: Query {
    package struct Input: Described {
        let worker: WorkerReference
        let page: PageRequest

        package static let schema = Schema(
            Input.init, Field.worker(\.worker), Field(group: \.page))
    }

    package static let spec = Spec(
        name: "list_keys", verb: Verb("worker keys", "id", example: "worker keys @claude"),
        route: .get("/api/workers/{id}/keys"), scope: .tasksRead, summary: "List a worker's keys",
        details: "The worker itself, who registered it, or an admin.", errors: [.notFound, .forbidden])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<AccessKey> {
        let worker = try WorkerRecord.find(path: input.worker, for: actor, in: tx)
        guard worker.id == actor.workerID || worker.isManaged(by: actor) else { throw worker.notManaged }
        let listing = Listing(
            columns: StoredKey.columns, width: AccessKey.schema.columnCount, source: "keys",
            conditions: [
                "keys.tenant_id = \(actor.tenant)", "keys.worker_id = \(worker.id)", "keys.revoked_at IS NULL",
            ],
            order: ListOrder(id: "keys.id", descending: true), read: AccessKey.schema.read)
        return try listing.page(input.page, in: tx)
    }
}
