package import Logging
internal import ServiceLifecycle
internal import Synchronization
package import TaskFlowDomain
package import TaskFlowStorage

/// Tells subscribers of changes as they are committed, whichever door, and on PostgreSQL whichever server process, made them.
///
/// It is a reader of the ``AuditFollower``, which follows while anyone subscribes. Each subscriber hears what it may see at
/// that moment: its credential is looked up again each time.
package final class ChangeFeed: Service, AuditReader {
    /// How many subscriptions a worker may have at once.
    package static let subscriptionsPerWorker = 100

    private struct State {
        var listeners: [Int: ChangeListener] = [:]
        var next = 0
        var isEnded = false
    }

    private let database: any Database
    private let authenticator: Authenticator
    private let follower: AuditFollower
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameter logger: hears what keeps listeners from hearing.
    package init(
        database: any Database, authenticator: Authenticator,
        logger: Logger = Logger(label: "taskflow.changes") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.database = database
        self.authenticator = authenticator
        self.logger = logger
        follower = AuditFollower(database: database, logger: logger)
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
        let (actor, sight, newest) = try await database.read {
            tx throws(TaskFlowError) -> (Actor, ChangeSight, [Int]) in
            let actor = try authenticator.caller(credential, origin, in: tx).actor
            try actor.require(.tasksRead)
            return (actor, try ChangeSight.of(actor, before: nil, in: tx), try ChangeLog.end(in: tx))
        }
        let listener = ChangeListener(actor, credential, sight: sight, wanting: isWanted)
        try add(listener, after: newest)
        return ChangeSubscription(listener)
    }

    /// Tells subscribers until the server is to stop; then ends all subscriptions.
    ///
    /// Make it stop before the doors, which wait for the answers that a subscription keeps open.
    package func run() async throws {
        await follower.run(telling: self)
        end()
    }

    private func add(_ listener: ChangeListener, after newest: [Int]) throws(TaskFlowError) {
        let refusal: TaskFlowError? = state.withLock { state in
            if state.isEnded { return .unavailable("The server is stopping") }
            let own = state.listeners.values.count { $0.worker == listener.worker && $0.tenant == listener.tenant }
            if own >= Self.subscriptionsPerWorker { return .tooManySubscriptions }
            state.next += 1
            let number = state.next
            state.listeners[number] = listener
            // Under the lock, as in `remove`: the follower does not rest behind the back of who has just come.
            follower.begin(after: newest)
            listener.whenEnded { [weak self] in self?.remove(number) }
            return nil
        }
        if let refusal { throw refusal }
    }

    private func remove(_ number: Int) {
        state.withLock { state in
            state.listeners[number] = nil
            if state.listeners.isEmpty { follower.rest() }
        }
    }

    private func end() {
        let listeners = state.withLock { state in
            state.isEnded = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.end() }
    }
}

extension ChangeFeed {
    func hear(_ news: [Change]) async {
        let listeners = state.withLock { Array($0.listeners.values) }
        let showings = listeners.compactMap { showing(news, to: $0) }
        // A few at a time: a reader thread is not held for long, however many listen.
        for some in showings.chunks(of: 50) { await show(Array(some)) }
    }

    /// Looks at those who listen, together. Where one of them cannot be looked at, each is looked at alone: what is wrong with
    /// one keeps nothing from the others.
    private func show(_ showings: [ChangeShowing]) async {
        let shown = await follower.patiently(retrying: { $0.code == .unavailable }) {
            [authenticator] database throws(TaskFlowError) in
            try await database.read { tx throws(TaskFlowError) in
                var shown: [ChangeShowing.Outcome] = []
                for showing in showings { shown.append(try showing.outcome(authenticator, in: tx)) }
                return shown
            }
        }
        switch shown {
        case .success(let outcomes)?: for outcome in outcomes { outcome.tell() }
        case .failure(let error)? where showings.count == 1: end(showings[0].listener, after: error)
        case .failure?: for showing in showings { await show([showing]) }
        case nil: break
        }
    }

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
