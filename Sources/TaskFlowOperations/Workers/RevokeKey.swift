package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Revokes a key: it is refused from the very next call on.
package enum RevokeKey: Command {
    package struct Input: Described {
        let worker: WorkerReference
        let keyID: KeyID

        package static let schema = Schema(
            Input.init,
            Field.worker(\.worker),
            Field("key_id", \.keyID, in: .path, "The key's number"))
    }

    // The scope depends on whose key it is, so `run` checks it.
    package static let spec = Spec(
        name: "revoke_key", verb: Verb("worker key-revoke", "id", "key_id", example: "worker key-revoke @claude 3"),
        route: .delete("/api/workers/{id}/keys/{key_id}"), scope: nil, success: .noContent, summary: "Revoke a key",
        details: """
            Every worker may revoke its own keys. Those of an agent also who registered it, or an admin, with the scope \
            workers:write.
            """,
        errors: [.notFound, .forbidden])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NoContent {
        let found = try WorkerRecord.find(input.worker, for: actor, in: tx)
        let isOwn = found?.id == actor.workerID
        if !isOwn { try actor.require(.workersWrite) }
        guard let worker = found else { throw .notFound("Worker") }
        guard isOwn || worker.isManaged(by: actor) else { throw worker.notManaged }
        try KeyRevocation.revoke(input.keyID, of: worker.id, by: actor, in: tx)
        return NoContent()
    }
}
