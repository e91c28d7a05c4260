package import Logging
internal import ServiceLifecycle
internal import Synchronization
package import TaskFlowDomain
package import TaskFlowStorage

/// Tells subscribers of changes as they are committed, whichever door, and on PostgreSQL whichever server process, made them.
///
/// While anyone subscribes, each hint of the engine makes it read on in the audit log; while nothing happens it reads
/// nothing. Each subscriber hears what it may see at that moment: its credential is looked up again each time.
package final class ChangeFeed: Service {
    /// How many subscriptions a worker may have at once.
    package static let subscriptionsPerWorker = 100

    private struct State {
        var listeners: [Int: ChangeListener] = [:]
        var next = 0
        /// Where in the log the listeners are; nil without any.
        var tracker: ChangeTracker?
        /// Wakes who follows the log.
        var pulse: AsyncStream<Void>.Continuation?
        var isEnded = false
    }

    let database: any Database
    let authenticator: Authenticator
    let log: ChangeFeedLog
    private let state = Mutex(State())
    private let calls: AsyncStream<Void>
    private let caller: AsyncStream<Void>.Continuation

    /// - Parameter logger: hears what keeps listeners from hearing.
    package init(
        database: any Database, authenticator: Authenticator,
        logger: Logger = Logger(label: "taskflow.changes") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.database = database
        self.authenticator = authenticator
        log = ChangeFeedLog(logger)
        (calls, caller) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
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

    /// Follows the log while anyone subscribes; ends all subscriptions when the server is to stop.
    ///
    /// Make it stop before the doors, which wait for the answers that a subscription keeps open.
    package func run() async throws {
        for await _ in calls.cancelOnGracefulShutdown() where isHeard { await follow() }
        end()
    }
}

extension ChangeFeed {
    /// Whether anyone subscribes.
    var isHeard: Bool { state.withLock { !$0.listeners.isEmpty } }

    private func follow() async {
        let (pulses, pulse) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.pulse = pulse }
        await withTaskGroup { group in
            group.addTask { [database] in
                for await _ in database.changeHints() { pulse.yield() }
                pulse.finish()
            }
            for await _ in pulses.cancelOnGracefulShutdown() {
                guard isHeard else { break }
                await readOn()
                // A busy log is read in larger pieces, and the doors' reads are left their threads.
                try? await Task.sleep(for: .milliseconds(10))
            }
            group.cancelAll()
        }
    }

    private func add(_ listener: ChangeListener, after newest: [Int]) throws(TaskFlowError) {
        let refusal: TaskFlowError? = state.withLock { state in
            if state.isEnded { return .unavailable("The server is stopping") }
            let own = state.listeners.values.count { $0.worker == listener.worker && $0.tenant == listener.tenant }
            if own >= Self.subscriptionsPerWorker { return .tooManySubscriptions }
            state.next += 1
            let number = state.next
            state.listeners[number] = listener
            // Whoever follows already is not further than the log was when this listener came.
            if state.tracker == nil { state.tracker = ChangeTracker(newest: newest, at: .now) }
            listener.whenEnded { [weak self] in self?.remove(number) }
            return nil
        }
        if let refusal { throw refusal }
        caller.yield()
    }

    private func remove(_ number: Int) {
        let pulse: AsyncStream<Void>.Continuation? = state.withLock { state in
            state.listeners[number] = nil
            guard state.listeners.isEmpty else { return nil }
            state.tracker = nil
            return state.pulse
        }
        pulse?.yield()
    }

    private func end() {
        let listeners = state.withLock { state in
            state.isEnded = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.end() }
    }

    /// Where the listeners are, if there are any.
    var tracker: ChangeTracker? { state.withLock { $0.tracker } }

    /// Takes what was read: what of it is new, and who is to be told of it.
    func take(_ page: [Change]) -> (news: [Change], listeners: [ChangeListener]) {
        state.withLock { state in
            let news = Set(state.tracker?.take(page.map(\.id.rawValue), at: .now) ?? [])
            // In the same moment: whoever subscribes from here on is told of what is read from here on.
            return (page.filter { news.contains($0.id.rawValue) }, Array(state.listeners.values))
        }
    }
}

extension TaskFlowError {
    fileprivate static var tooManySubscriptions: TaskFlowError {
        TaskFlowError(.rateLimited, "Too many subscriptions: a worker may have \(ChangeFeed.subscriptionsPerWorker)")
    }
}
