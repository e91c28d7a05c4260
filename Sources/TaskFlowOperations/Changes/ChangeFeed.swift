package import Logging
internal import Synchronization
package import TaskFlowDomain
package import TaskFlowStorage

/// Tells subscribers of changes as they are committed, whichever door, and on PostgreSQL whichever server process, made them.
///
/// It is a reader of the ``AuditFollower``, which follows while anyone subscribes. Each subscriber hears what it may see at
/// that moment: its credential is looked up again each time.
package final class ChangeFeed: AuditReader {
    /// How many subscriptions a worker may have at once.
    package static let subscriptionsPerWorker = 100

    private struct State {
        var listeners: [Int: ChangeListener] = [:]
        var next = 0
    }

    private let database: any Database
    private let authenticator: Authenticator
    private let follower: AuditFollower
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameters:
    ///   - follower: Reads the log for it.
    ///   - logger: Hears what keeps listeners from hearing.
    package init(
        database: any Database, authenticator: Authenticator, follower: AuditFollower,
        logger: Logger = Logger(label: "taskflow.changes") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.database = database
        self.authenticator = authenticator
        self.follower = follower
        self.logger = logger
    }

    /// Begins to listen: every change that is committed after this returns will be heard, if it may be seen then. One
    /// committed a moment before may be heard too.
    ///
    /// - Parameter isWanted: whether the subscriber cares; asked for each change in the log, so it must be quick.
    /// - Throws: `unauthenticated`; `insufficient_scope` without `tasks:read`; `rate_limited` when the worker has too
    ///   many already; `unavailable` when the server is stopping.
    package func subscribe(
        as credential: Credential, origin: Origin, matching isWanted: @escaping @Sendable (Change) -> Bool
    ) async throws(TaskFlowError) -> ChangeSubscription {
        let authenticator = authenticator
        let (actor, sight, cursor) = try await database.read {
            tx throws(TaskFlowError) -> (Actor, ChangeSight, EventCursor) in
            let actor = try authenticator.caller(credential, origin, in: tx).actor
            try actor.require(.tasksRead)
            return (actor, try ChangeSight.of(actor, before: nil, in: tx), try LogEnd.find(in: tx))
        }
        let listener = ChangeListener(actor, credential, sight: sight, wanting: isWanted)
        try add(listener, at: cursor)
        return ChangeSubscription(listener)
    }

    private func add(_ listener: ChangeListener, at cursor: EventCursor) throws(TaskFlowError) {
        let refusal: TaskFlowError? = state.withLock { state in
            let own = state.listeners.values.count { $0.worker == listener.worker && $0.tenant == listener.tenant }
            if own >= Self.subscriptionsPerWorker { return .tooManySubscriptions }
            state.next += 1
            let number = state.next
            state.listeners[number] = listener
            // Under the lock, as in `remove`: the follower does not rest behind the back of who has just come.
            guard follower.join(self, at: cursor) != nil else { return .unavailable("The server is stopping") }
            listener.whenEnded { [weak self] in self?.remove(number) }
            return nil
        }
        if let refusal { throw refusal }
    }

    private func remove(_ number: Int) {
        state.withLock { state in
            state.listeners[number] = nil
            if state.listeners.isEmpty { follower.leave(self) }
        }
    }

    private var listeners: [ChangeListener] { state.withLock { Array($0.listeners.values) } }
}

extension ChangeFeed {
    func hear(_ page: LogPage) async {
        let authenticator = authenticator
        let showings = listeners.compactMap { showing(page.changes, to: $0) }
        await follower.look(at: showings) { showing, tx throws(TaskFlowError) in
            try showing.outcome(authenticator, in: tx)
        } done: { showing, seen in
            switch seen {
            case .success(let outcome): outcome.tell()
            case .failure(let error): end(showing.listener, after: error)
            }
        }
    }

    // Whoever listens looks at what is told of; of what was before nothing is told.
    func begin(anew cursor: EventCursor) async {}

    // A credential is looked at when there is something to tell.
    func beat(at cursor: EventCursor) async {}

    func end() { for listener in listeners { listener.end() } }

    private func end(_ listener: ChangeListener, after error: TaskFlowError) {
        logger.error(
            "A listening was ended: who listens cannot be looked up",
            metadata: ["actor": "\(listener.worker)", "cause": "\(error.cause ?? error.message)"])
        listener.end()
    }

    private func showing(_ news: [Change], to listener: ChangeListener) -> ChangeShowing? {
        let own = news.filter { $0.tenant == listener.tenant }
        let wanted = own.filter(listener.isWanted)
        if wanted.isEmpty && !own.contains(where: \.touchesAccess) { return nil }
        return ChangeShowing(listener: listener, changes: wanted, sight: listener.sight.without(removalsIn: own))
    }
}

extension TaskFlowError {
    fileprivate static var tooManySubscriptions: TaskFlowError {
        TaskFlowError(.rateLimited, "Too many subscriptions: a worker may have \(ChangeFeed.subscriptionsPerWorker)")
    }
}
