package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Makes a one-time link by which another person signs in, whom it registers where needed.
package enum InviteWorker: Command {
    package static let spec = Spec(
        name: "invite_worker", verb: Verb("worker invite", "id", example: "worker invite @ada"),
        route: .post("/api/workers/{id}/invitation"), scope: .workersWrite, summary: "Invite a person",
        details: """
            Answers a sign-in link that is good once, within 72 hours; a handle that nobody has is registered as a person. For \
            admins who are persons, where people sign in locally. The session that it opens has every scope, so the caller's \
            credential must have them all.
            """,
        errors: [.notFound, .forbidden, .alreadyExists])

    package static func run(
        _ input: WorkerInput, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> SignInLink {
        try SignInLink.requireScopes(actor)
        let worker =
            if let known = try WorkerRecord.find(input.worker, for: actor, lock: .kept, in: tx) {
                try invited(known, by: actor)
            } else {
                try register(input.worker, by: actor, in: tx)
            }
        return try SignInLink.make(for: worker, seconds: Sessions.invitationLifetime, by: actor, in: tx)
    }

    private static func invited(_ known: WorkerRecord, by actor: Actor) throws(TaskFlowError) -> WorkerID {
        try check(actor)
        guard known.type == .human else { throw .forbidden("Agents call with their keys: people are invited") }
        guard known.id.isHandle else {
            throw .forbidden("The person signed in through an SSO, and no link signs them in")
        }
        return known.id
    }

    /// To whoever may not register people, somebody who is not there is simply not there.
    private static func register(
        _ reference: WorkerReference, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> WorkerID {
        guard let handle = Handle(reference.rawValue) else { throw .notFound("Worker") }
        do throws(TaskFlowError) { try check(actor) } catch { throw .notFound("Worker") }
        return try WorkerRegistration(handle: handle, type: .human, role: .member).insert(by: actor, in: tx).id
    }

    private static func check(_ actor: Actor) throws(TaskFlowError) {
        try SignInLink.requirePerson(actor)
        guard actor.isAdmin else { throw .forbidden("Only an admin invites people") }
    }
}
