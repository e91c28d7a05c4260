package import Logging
internal import Synchronization
package import TaskFlowDomain
package import TaskFlowStorage

/// Tells those who listen what happens, from the audit log: each row that a caller may see, once, in order, and from any
/// cursor on. Nothing is kept for those who are away: the log is all there is.
///
/// It is a reader of the ``AuditFollower``, which follows while anyone listens. What a caller may see is judged when it is
/// told, by the rule of the audit lists.
package final class EventFeed: AuditReader {
    /// How many streams and waits a worker may have at once.
    package static let listenersPerWorker = 100

    private struct State {
        var listeners: [ObjectIdentifier: EventListener] = [:]
        /// How many each worker has open, those among them that still read what was before.
        var open: [Seat: Int] = [:]
    }

    /// Whose places streams take.
    struct Seat: Hashable, Sendable {
        let tenant: TenantID
        let worker: WorkerID

        init(_ actor: Actor) { (tenant, worker) = (actor.tenant, actor.workerID) }
    }

    /// One of a worker's streams at a time reads what was before.
    let turns = Turns<Seat>()

    let database: any Database
    let authenticator: Authenticator
    private let follower: AuditFollower
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameters:
    ///   - follower: Reads the log for it.
    ///   - logger: Hears what keeps listeners from hearing.
    package init(
        database: any Database, authenticator: Authenticator, follower: AuditFollower,
        logger: Logger = Logger(label: "taskflow.events") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.database = database
        self.authenticator = authenticator
        self.follower = follower
        self.logger = logger
    }

    /// Opens a stream of events for a caller.
    ///
    /// - Parameter lastEventID: Where it was when its connection was lost, which says more than the address. One that is no
    ///   cursor of this log begins with ``EventSignal/reset(_:)``.
    /// - Throws: `unauthenticated`; `insufficient_scope` without `audit:read`, or `tasks:read` where tasks are included;
    ///   `validation_failed` for a cursor that is none, or a project that the caller does not see; `rate_limited` when the
    ///   worker has too many already.
    package func open(
        _ request: EventRequest, lastEventID: String?, as credential: Credential, origin: Origin
    ) async throws(TaskFlowError) -> EventSubscription {
        let authenticator = authenticator
        let (actor, reading, log, sight) = try await database.read {
            tx throws(TaskFlowError) -> (Actor, EventReading, EventStart.Log, String) in
            let actor = try authenticator.caller(credential, origin, in: tx).actor
            try actor.require(.auditRead)
            if request.includesTask { try actor.require(.tasksRead) }
            let project = try FilterReference.find(request.project, at: "project", for: actor, in: tx)
            let reading = EventReading(credential, origin.via, EventFilter(request, project?.id))
            let sight = try EventFilter.sight(of: actor, in: tx)
            return (actor, reading, try EventStart.Log(in: tx), sight)
        }
        let start = try EventStart.of(request.after, lastEventID, log)
        let worker = Seat(actor)
        let seat = try takeSeat(worker)
        return EventSubscription(feed: self, reading: reading, start: start, seat: seat, worker: worker, sight: sight)
    }

    /// How many streams and waits are open.
    package var count: Int { state.withLock { $0.open.values.reduce(0, +) } }

    /// - Throws: `rate_limited` when the worker has too many already.
    func takeSeat(_ seat: Seat) throws(TaskFlowError) -> EventSeat {
        let isFree = state.withLock { state in
            guard state.open[seat, default: 0] < Self.listenersPerWorker else { return false }
            state.open[seat, default: 0] += 1
            return true
        }
        guard isFree else {
            throw TaskFlowError(
                .rateLimited,
                "Too many streams of events and waits: a worker may have \(Self.listenersPerWorker) of them at once")
        }
        return EventSeat { [weak self] in
            self?.state.withLock { state in
                state.open[seat, default: 1] -= 1
                if state.open[seat] == 0 { state.open[seat] = nil }
            }
        }
    }

    /// Tells a listener from now on.
    /// - Returns: The position behind which it hears everything; `nil` when the server stops.
    func join(_ listener: EventListener, at cursor: EventCursor) -> Int? {
        state.withLock { state in
            // Under the lock, as in `leave`: the follower does not rest behind the back of who has just come.
            guard let position = follower.join(self, at: cursor) else { return nil }
            state.listeners[ObjectIdentifier(listener)] = listener
            return position
        }
    }

    /// Whether the server stops.
    var hasEnded: Bool { follower.hasEnded }

    func leave(_ listener: EventListener) {
        state.withLock { state in
            state.listeners[ObjectIdentifier(listener)] = nil
            if state.listeners.isEmpty { follower.leave(self) }
        }
    }

    /// Those who read the same.
    private struct Group: Sendable {
        let reading: EventReading
        let listeners: [EventListener]

        func tell(_ signal: EventSignal) { for listener in listeners { listener.tell(signal) } }

        func tell(_ sight: String, at cursor: EventCursor) {
            for listener in listeners { listener.tell(listener.note(sight) ? .sight(cursor) : .idle(cursor)) }
        }
    }

    private var groups: [Group] {
        let listeners = state.withLock { Array($0.listeners.values) }
        return Dictionary(grouping: listeners, by: \.reading).map { Group(reading: $0.key, listeners: $0.value) }
    }
}

extension EventFeed {
    func hear(_ page: LogPage) async {
        let authenticator = authenticator
        await follower.look(at: groups) { group, tx throws(TaskFlowError) in
            try group.reading.events(
                after: page.after, through: page.through, epoch: page.epoch, authenticator, in: tx)
        } done: { group, found in
            switch found {
            case .success(let batch?):
                if !batch.items.isEmpty { group.tell(.events(batch)) }
                if !batch.isLast { leaveBehind(group, at: batch.through) }
            case .success(nil): group.tell(.expired)
            case .failure(let error): end(group, after: error)
            }
        }
    }

    /// One batch a stretch is what a reading gets while others wait: who is to have more reads it alone.
    private func leaveBehind(_ group: Group, at cursor: EventCursor) {
        for listener in group.listeners {
            leave(listener)
            listener.tell(.behind(cursor))
        }
    }

    func begin(anew cursor: EventCursor) async { for group in groups { group.tell(.reset(cursor)) } }

    func beat(at cursor: EventCursor) async {
        let authenticator = authenticator
        await follower.look(at: groups) { group, tx throws(TaskFlowError) in
            try group.reading.sight(authenticator, in: tx)
        } done: { group, found in
            switch found {
            case .success(let sight?): group.tell(sight, at: cursor)
            case .success(nil): group.tell(.expired)
            case .failure(let error): end(group, after: error)
            }
        }
    }

    func end() { for group in groups { for listener in group.listeners { listener.end() } } }

    private func end(_ group: Group, after error: TaskFlowError) {
        logger.error(
            "A stream of events was ended: it cannot be read", metadata: ["cause": "\(error.cause ?? error.message)"])
        for listener in group.listeners { listener.end() }
    }
}
