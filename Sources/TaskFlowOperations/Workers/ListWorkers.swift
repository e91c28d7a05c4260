package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// The crew: everyone in the caller's tenant.
package enum ListWorkers: Query {
    package static let spec = Spec(
        name: "list_workers", verb: Verb("worker list", example: "worker list"), route: .get("/api/workers"),
        scope: .tasksRead, summary: "List workers", details: "By handle.")

    package static func run(
        _ input: PageInput, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<Worker> {
        let now = tx.now
        let listing = Listing(
            columns: StoredWorker.columns, width: Worker.schema.columnCount, source: "workers",
            conditions: ["workers.tenant_id = \(actor.tenant)", "workers.deleted_at IS NULL"],
            order: ListOrder(by: nil, id: "workers.handle", .text, descending: false),
            read: { Worker.schema.read($0)?.seen(at: now) })
        return try listing.page(input.page, in: tx)
    }
}
