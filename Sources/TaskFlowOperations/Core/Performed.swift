package import TaskFlowDomain
internal import TaskFlowStorage

/// What became of a call: its answer, and who called. A class, as is ``UnitOfWork``: it is handed on by many, and a generic
/// struct's type would be looked up by each of them at run time.
package final class Performed<Output: OperationOutput>: Sendable {
    package let output: Output
    let caller: Caller
    /// Whether an earlier call with the same idempotency key was answered so.
    package let isReplayed: Bool
    /// What is left of the caller's calls; `nil` where callers have no limit.
    package let quota: CallQuota?
    /// Counts the answer as unsent, where it is large, as long as anyone holds it.
    package let unsent: UnsentAnswer?

    init(output: Output, caller: Caller, isReplayed: Bool, quota: CallQuota?, unsent: UnsentAnswer?) {
        (self.output, self.caller, self.isReplayed) = (output, caller, isReplayed)
        (self.quota, self.unsent) = (quota, unsent)
    }

    /// Who called.
    package var actor: Actor { caller.actor }

    /// The same call with another answer.
    func answering(_ output: Output, _ unsent: UnsentAnswer?) -> Performed {
        Performed(output: output, caller: caller, isReplayed: isReplayed, quota: quota, unsent: unsent)
    }
}

/// One call of one operation, ready to be run in a transaction, more than once if need be.
final class UnitOfWork<O: Operation>: Sendable {
    let input: O.Input
    let key: CallKey?
    let credential: Credential
    let origin: Origin
    let authenticator: Authenticator
    let admission: CallAdmission

    init(
        input: O.Input, key: CallKey?, credential: Credential, origin: Origin, authenticator: Authenticator,
        admission: CallAdmission
    ) {
        (self.input, self.key, self.credential) = (input, key, credential)
        (self.origin, self.authenticator, self.admission) = (origin, authenticator, admission)
    }

    func run(in tx: borrowing Transaction) throws(TaskFlowError) -> Performed<O.Output> {
        let caller = try authenticator.caller(credential, origin, isWriting: O.access == .write, in: tx)
        // Here the actor is known for the first time, and nothing of the operation has been done yet.
        let quota = try admission.enter(caller.actor)
        do throws(TaskFlowError) {
            try caller.actor.require(O.spec.scope)
            let (output, isReplayed) = try run(as: caller.actor, in: tx)
            let unsent = admission.hold(output.byteCount, for: caller.actor)
            return Performed(
                output: output, caller: caller, isReplayed: isReplayed, quota: quota, unsent: unsent)
        } catch {
            throw error.by(caller.actor, quota)
        }
    }
    private func run(
        as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> (output: O.Output, isReplayed: Bool) {
        guard let key else { return (try O.run(input, as: actor, in: tx), false) }
        return try KeyedCall<O>(call: key, input: input).run(as: actor, in: tx)
    }
}
