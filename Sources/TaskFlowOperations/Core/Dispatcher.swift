package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Runs operations for the doors: proves who calls, checks the scope, reads the input, and gives the unit of work its
/// transaction. The checks come in the contract's order whichever door is used.
package struct Dispatcher: Sendable {
    private let database: any Database
    private let authenticator: Authenticator
    private let limiter: CallLimiter?
    private let unsent: UnsentAnswers

    /// - Parameters:
    ///   - limiter: Holds each actor to its calls a minute; without it nobody is held.
    ///   - unsent: Counts what each actor leaves unread.
    package init(
        database: any Database, authenticator: Authenticator, limiter: CallLimiter? = nil,
        unsent: UnsentAnswers = UnsentAnswers()
    ) {
        self.database = database
        self.authenticator = authenticator
        self.limiter = limiter
        self.unsent = unsent
    }

    /// The calls that each actor has in a minute; `nil` where nobody is held.
    package var callsPerMinute: Int? { limiter?.callsPerMinute }

    /// Runs an operation with what a caller sent. Errors carry the caller's id once it is known.
    package func perform<O: Operation>(
        _ operation: O.Type, _ arguments: Arguments, credential: Credential?, origin: Origin
    ) async throws(TaskFlowError) -> Performed<O.Output> {
        guard let credential else { throw Authenticator.noCredential }
        try await authenticator.admit(credential, origin, in: database)
        return try await perform(operation, arguments, credential, origin, CallAdmission(limiter, unsent))
    }

    /// Lets a caller in, refused as any call of theirs would be. For doors that have something to say besides what operations
    /// answer, or perform several of them for one call.
    package func admit(_ credential: Credential, origin: Origin) async throws(TaskFlowError) -> Admittance {
        try await authenticator.admit(credential, origin, in: database)
        return try await admit(credential, origin, CallAdmission(limiter, unsent))
    }

    private func admit(
        _ credential: Credential, _ origin: Origin, _ admission: CallAdmission
    ) async throws(TaskFlowError) -> Admittance {
        let authenticator = authenticator
        do throws(TaskFlowError) {
            let (caller, quota) = try await database.read { tx throws(TaskFlowError) -> (Caller, CallQuota?) in
                let caller = try authenticator.caller(credential, origin, in: tx)
                return (caller, try admission.enter(caller.actor))
            }
            authenticator.noteUse(of: caller)
            return Admittance(credential: credential, actor: caller.actor, quota: quota, admission: admission)
        } catch {
            if await admission.waitForRoom() { return try await admit(credential, origin, admission) }
            authenticator.note(error, of: credential)
            throw error
        }
    }

    /// Counts an answer that a door made itself as unsent, where it is large, as long as anyone holds what is returned.
    package func hold(_ bytes: Int, for caller: Admittance) -> UnsentAnswer? { unsent.hold(bytes, for: caller.actor) }

    /// Runs an operation for a caller who was let in.
    package func perform<O: Operation>(
        _ operation: O.Type, _ arguments: Arguments, for caller: Admittance
    ) async throws(TaskFlowError) -> Performed<O.Output> {
        try await perform(operation, arguments, caller.credential, caller.actor.origin, caller.admission)
    }

    /// Reads what is no operation for a caller who was let in; who that is is looked up anew.
    func read<T: Sendable>(
        for caller: Admittance, _ body: @escaping @Sendable (Actor, borrowing Transaction) throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        let authenticator = authenticator
        return try await database.read { tx throws(TaskFlowError) in
            let actor = try authenticator.caller(caller.credential, caller.actor.origin, in: tx).actor
            return try body(actor, tx)
        }
    }

    private func perform<O: Operation>(
        _ operation: O.Type, _ arguments: Arguments, _ credential: Credential, _ origin: Origin,
        _ admission: CallAdmission
    ) async throws(TaskFlowError) -> Performed<O.Output> {
        var issues = Issues()
        guard let input = O.Input.schema.decode(arguments, into: &issues) else {
            throw await refusal(of: operation, issues, credential, origin, admission)
        }
        let work = UnitOfWork<O>(
            input: input, credential: credential, origin: origin, authenticator: authenticator, admission: admission)
        return try await perform(work)
    }

    private func perform<O: Operation>(_ work: UnitOfWork<O>) async throws(TaskFlowError) -> Performed<O.Output> {
        do throws(TaskFlowError) {
            let performed =
                O.spec.isRead
                ? try await database.read { tx throws(TaskFlowError) in try work.run(in: tx) }
                : try await database.write { tx throws(TaskFlowError) in try work.run(in: tx) }
            authenticator.noteUse(of: performed.caller)
            return performed
        } catch {
            if await work.admission.waitForRoom() { return try await perform(work) }
            authenticator.note(error, of: work.credential)
            throw error
        }
    }

    /// An input that is not valid is told so only to those who may call at all: 401 and 403 come first.
    private func refusal<O: Operation>(
        of operation: O.Type, _ issues: Issues, _ credential: Credential, _ origin: Origin,
        _ admission: CallAdmission
    ) async -> TaskFlowError {
        do throws(TaskFlowError) {
            let authenticator = authenticator
            return try await database.read { tx throws(TaskFlowError) in
                let actor = try authenticator.caller(credential, origin, in: tx).actor
                let quota = try admission.enter(actor)
                do throws(TaskFlowError) { try actor.require(O.spec.scope) } catch { throw error.by(actor, quota) }
                return TaskFlowError.invalid(issues.all).by(actor, quota)
            }
        } catch {
            return error
        }
    }
}
