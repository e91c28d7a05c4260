package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Signs a worker out of every browser: its sessions end, and so do the links that were not used yet. Its keys stay good.
package enum EndSessions: Command {
    // The scope depends on whose sessions they are, so `run` checks it.
    package static let spec = Spec(
        name: "end_sessions", verb: Verb("worker sign-out", "id", example: "worker sign-out me"),
        route: .delete("/api/workers/{id}/sessions"), scope: nil, success: .noContent, summary: "Sign out everywhere",
        details: """
            Ends all sessions of a worker, the caller's own included, and its unused sign-in links. People may do so for \
            themselves; admins for everybody, with the scope workers:write. Keys, and tokens of an SSO, stay good.
            """,
        errors: [.notFound, .forbidden])

    package static func run(
        _ input: WorkerInput, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NoContent {
        let found = try WorkerRecord.find(input.worker, for: actor, in: tx)
        let isOwn = found?.id == actor.workerID
        if !isOwn { try actor.require(.workersWrite) }
        guard let worker = found else { throw .notFound("Worker") }
        guard actor.type == .human, isOwn || actor.isAdmin else {
            throw .forbidden("Only an admin signs others out, and agents have no sessions")
        }
        try end(worker.id, by: actor, in: tx)
        return NoContent()
    }

    private static func end(_ worker: WorkerID, by actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        let own: SQL = "tenant_id = \(actor.tenant) AND worker_id = \(worker)"
        // In the order in which a session is opened: one that is opened meanwhile is seen, and neither waits for ever.
        let links = try tx.execute("DELETE FROM sign_in_codes WHERE \(own)")
        let row: SQL = "SELECT 1 FROM workers WHERE tenant_id = \(actor.tenant) AND id = \(worker)"
        try tx.hold(row, .edited, of: "workers")
        let sessions = try tx.execute("DELETE FROM sessions WHERE \(own)")
        let context: JSONObject = ["sessions": .integer(sessions), "links": .integer(links)]
        try tx.record(.signedOut, worker: worker, context: context, by: actor)
    }
}
