package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Runs operations for the doors: authenticates the caller, checks the scope, decodes the input, and gives the unit of work
/// its transaction. The checks come in the same order whichever door is used: docs/architecture.md, "How a request flows".
package struct Dispatcher: Sendable {
    private let database: any Database
    private let authenticator: Authenticator
    private let limiter: CallLimiter?
    private let unsent: UnsentAnswers
    private let observer: (any CallObserver)?
    private let places: WaitingPlaces
    private let lone = LoneCalls()

    /// - Parameters:
    ///   - limiter: Limits the calls that each actor has in a minute; without it there is no limit.
    ///   - unsent: Counts what each actor leaves unread.
    ///   - observer: Is told of every call of an operation; without it nothing is measured.
    ///   - line: Where calls wait that look again when something has changed; without it none of them waits.
    ///   - events: Where calls wait for events; without it none of them waits.
    package init(
        database: any Database, authenticator: Authenticator, limiter: CallLimiter? = nil,
        unsent: UnsentAnswers = UnsentAnswers(), observer: (any CallObserver)? = nil, line: WaitingLine? = nil,
        events: EventFeed? = nil
    ) {
        self.database = database
        self.authenticator = authenticator
        self.limiter = limiter
        self.unsent = unsent
        self.observer = observer
        places = WaitingPlaces(line: line, events: events)
    }

    /// The calls that each actor has in a minute; `nil` where there is no limit.
    package var callsPerMinute: Int? { limiter?.callsPerMinute }

    /// Runs an operation with what a caller sent. Errors carry the caller's id once it is known.
    package func perform<O: Operation>(
        _ operation: O.Type, _ arguments: Arguments, credential: Credential?, origin: Origin
    ) async throws(TaskFlowError) -> Performed<O.Output> {
        try await observed(operation, origin.via) { () async throws(TaskFlowError) in
            guard let credential else { throw Authenticator.noCredential }
            try await authenticator.admit(credential, origin, in: database)
            let admission = CallAdmission(limiter, unsent)
            return try await Self.finish(
                try await begin(operation, arguments, credential, origin, admission, nil))
        }
    }

    /// Runs an operation for a caller who was admitted.
    package func perform<O: Operation>(
        _ operation: O.Type, _ arguments: Arguments, for caller: Admittance
    ) async throws(TaskFlowError) -> Performed<O.Output> {
        try await observed(operation, caller.actor.origin.via) { () async throws(TaskFlowError) in
            try await Self.finish(
                try await begin(
                    operation, arguments, caller.credential, caller.actor.origin, caller.admission, nil))
        }
    }

    /// Runs an operation for a caller who was admitted, as far as it goes without waiting: for doors that tell the caller
    /// something while it waits.
    ///
    /// - Parameter patience: For how long it waits, if it waits at all, in place of what its input says.
    package func begin<O: Operation>(
        _ operation: O.Type, _ arguments: Arguments, for caller: Admittance, patience: Duration?
    ) async throws(TaskFlowError) -> Begun<O.Output> {
        let via = caller.actor.origin.via
        let begun = try await observed(operation, via) { () async throws(TaskFlowError) in
            try await begin(
                operation, arguments, caller.credential, caller.actor.origin, caller.admission, patience)
        }
        guard let wait = begun.wait else { return begun }
        return Begun(performed: begun.performed) { () async throws(TaskFlowError) in
            try await observed(operation, via, wait)
        }
    }

    private func observed<O: Operation, T: Sendable>(
        _ operation: O.Type, _ via: Via, _ body: () async throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        let watch = CallWatch(observer, operation, via)
        do throws(TaskFlowError) {
            let result = try await body()
            watch?.end()
            return result
        } catch {
            watch?.end(error.code)
            throw error
        }
    }

    private static func finish<Output>(_ begun: Begun<Output>) async throws(TaskFlowError) -> Performed<Output> {
        guard let wait = begun.wait else { return begun.performed }
        return try await wait()
    }

    private func begin<O: Operation>(
        _ operation: O.Type, _ arguments: Arguments, _ credential: Credential, _ origin: Origin,
        _ admission: CallAdmission, _ longer: Duration?
    ) async throws(TaskFlowError) -> Begun<O.Output> {
        var issues = Issues()
        guard let (input, key) = O.read(arguments, into: &issues) else {
            throw await refusal(of: operation, issues, credential, origin, admission)
        }
        let work = UnitOfWork<O>(
            input: input, key: key, credential: credential, origin: origin, authenticator: authenticator,
            admission: admission)
        let performed = try await performAlone(work)
        guard let patience = O.patience(input, performed.output) else { return Begun(performed: performed, wait: nil) }
        let isWaiting = patience > .zero
        let call = WaitingCall(
            work, performed, for: isWaiting ? longer ?? patience : .zero, in: places
        ) { () async throws(TaskFlowError) in
            let performed = try await perform(work)
            return O.patience(input, performed.output) == nil ? performed : nil
        }
        if !isWaiting { return Begun(performed: try await O.wait(call) ?? performed, wait: nil) }
        return Begun(performed: performed) { () async throws(TaskFlowError) in
            try await O.wait(call) ?? performed
        }
    }

    /// Performs what only one in a tenant may do at a time, and anything else as it is.
    private func performAlone<O: Operation>(_ work: UnitOfWork<O>) async throws(TaskFlowError) -> Performed<O.Output> {
        guard O.isAloneInTenant else { return try await perform(work) }
        let (authenticator, credential, origin) = (authenticator, work.credential, work.origin)
        let tenant = try await database.read { tx throws(TaskFlowError) in
            try authenticator.caller(credential, origin, in: tx).actor.tenant
        }
        return try await lone.run(tenant) { () async throws(TaskFlowError) in try await perform(work) }
    }

    /// - Parameter patience: How long the call waits for another one with its key, once it has begun to.
    private func perform<O: Operation>(
        _ work: UnitOfWork<O>, _ patience: KeyPatience? = nil
    ) async throws(TaskFlowError) -> Performed<O.Output> {
        do throws(TaskFlowError) {
            let performed =
                O.access == .read
                ? try await database.read { tx throws(TaskFlowError) in try work.run(in: tx) }
                : try await database.write { tx throws(TaskFlowError) in try work.run(in: tx) }
            authenticator.noteUse(of: performed.caller)
            return performed
        } catch {
            if await work.admission.waitForRoom() { return try await perform(work, patience) }
            if error.isKeyInFlight {
                let patience = patience ?? KeyPatience()
                if await patience.wait() { return try await perform(work, patience) }
            }
            authenticator.note(error, of: work.credential)
            throw error
        }
    }

    /// Says what is wrong with an input, but only to a caller who may call at all: 401 and 403 come first.
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

/// A caller who was admitted: authenticated, and counted as one call however many operations it takes to answer it. Each of
/// those authenticates the caller anew.
package struct Admittance: Sendable {
    package let credential: Credential
    /// Who that is.
    package let actor: Actor
    /// What is left of the caller's calls; `nil` where there is no limit.
    package let quota: CallQuota?
    let admission: CallAdmission
}

extension Dispatcher {
    /// Admits a caller, or refuses it as it would refuse any call of theirs. For doors that answer with more than operations
    /// do, or perform several of them for one call.
    package func admit(_ credential: Credential, origin: Origin) async throws(TaskFlowError) -> Admittance {
        try await authenticator.admit(credential, origin, in: database)
        return try await admit(credential, origin, CallAdmission(limiter, unsent))
    }

    /// Admits a caller of an operation before its body is read, which is worth it where that is large: without a credential or
    /// the operation's scope nothing of it is.
    package func admit<O: Operation>(
        _ credential: Credential?, origin: Origin, for operation: O.Type
    ) async throws(TaskFlowError) -> Admittance {
        guard let credential else { throw Authenticator.noCredential }
        let caller = try await admit(credential, origin: origin)
        do throws(TaskFlowError) { try caller.actor.require(O.spec.scope) } catch {
            throw error.by(caller.actor, caller.quota)
        }
        return caller
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

    /// What the caller may mean by the beginning of a number or a slug, of what it may see; nothing without `tasks:read`.
    ///
    /// - Parameter limit: The most values to answer.
    package func completions(
        _ completion: Completion, of begun: String, limit: Int, for caller: Admittance
    ) async throws(TaskFlowError) -> [String] {
        let authenticator = authenticator
        return try await database.read { tx throws(TaskFlowError) -> [String] in
            let actor = try authenticator.caller(caller.credential, caller.actor.origin, in: tx).actor
            guard actor.scopes.contains(.tasksRead) else { return [] }
            guard let query = completion.query(begun, limit: limit, as: actor) else { return [] }
            return try tx.all(query) { row in
                completion == .taskNumber ? Int.read(row, 0).map(String.init) : String.read(row, 0)
            }
        }
    }

    /// Runs a unit of work that is no operation for an admitted caller, in a read transaction.
    func read<T: Sendable>(
        for caller: Admittance, _ body: @escaping @Sendable (Actor, borrowing Transaction) throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        let authenticator = authenticator
        return try await database.read { tx throws(TaskFlowError) in
            try body(try authenticator.caller(caller.credential, caller.actor.origin, in: tx).actor, tx)
        }
    }
}
