public import TaskFlowDomain
public import TaskFlowSchema
public import TaskFlowStorage

/// Runs operations for the doors: proves who calls, checks the scope, reads the input, and gives the unit of work its
/// transaction. The checks come in the contract's order whichever door is used.
public struct Dispatcher: Sendable {
    private let database: any Database
    private let authenticator: Authenticator

    public init(database: any Database, authenticator: Authenticator) {
        self.database = database
        self.authenticator = authenticator
    }

    /// Runs an operation with what a caller sent. Errors carry the caller's id once it is known.
    public func perform<O: Operation>(
        _ operation: O.Type, _ arguments: Arguments, credential: Credential?, origin: Origin
    ) async throws(TaskFlowError) -> Performed<O.Output> {
        guard let credential else { throw Authenticator.noCredential }
        var issues = Issues()
        guard let input = O.Input.schema.decode(arguments, into: &issues) else {
            throw await refusal(of: operation, issues, credential, origin)
        }
        let work = UnitOfWork<O>(input: input, credential: credential, origin: origin, authenticator: authenticator)
        let performed =
            O.spec.isRead
            ? try await database.read { tx throws(TaskFlowError) in try work.run(in: tx) }
            : try await database.write { tx throws(TaskFlowError) in try work.run(in: tx) }
        authenticator.noteUse(of: performed.caller)
        return performed
    }

    /// Who presents a credential; refused as any call of theirs would be. For doors that have something to say besides what
    /// operations answer.
    public func actor(of credential: Credential, origin: Origin) async throws(TaskFlowError) -> Actor {
        let authenticator = authenticator
        let caller = try await database.read { tx throws(TaskFlowError) in
            try authenticator.caller(credential, origin, in: tx)
        }
        authenticator.noteUse(of: caller)
        return caller.actor
    }

    /// An input that is not valid is told so only to those who may call at all: 401 and 403 come first.
    private func refusal<O: Operation>(
        of operation: O.Type, _ issues: Issues, _ credential: Credential, _ origin: Origin
    ) async -> TaskFlowError {
        do throws(TaskFlowError) {
            let authenticator = authenticator
            return try await database.read { tx throws(TaskFlowError) in
                let actor = try authenticator.caller(credential, origin, in: tx).actor
                var error = TaskFlowError.invalid(issues.all)
                error.actorID = actor.workerID
                do throws(TaskFlowError) { try actor.require(O.spec.scope) } catch { throw error.by(actor) }
                return error
            }
        } catch {
            return error
        }
    }
}
