internal import TaskFlowDomain
internal import TaskFlowStorage

/// Someone's listening to events, made by ``EventFeed/open(_:lastEventID:as:origin:)``. It is to be run once.
package struct EventSubscription: Sendable {
    private let feed: EventFeed
    private let reading: EventReading
    private let start: EventStart
    private let seat: EventSeat
    private let worker: EventFeed.Seat
    /// What the listener could see when it began.
    private let sight: String

    init(
        feed: EventFeed, reading: EventReading, start: EventStart, seat: EventSeat, worker: EventFeed.Seat,
        sight: String
    ) {
        self.sight = sight
        self.feed = feed
        self.reading = reading
        self.start = start
        self.seat = seat
        self.worker = worker
    }

    /// Tells everything from its cursor on, in order, until the task is cancelled, the credential is good no longer, the
    /// listener is too slow or the server stops. What was before is read at the listener's own pace.
    ///
    /// - Parameter tell: Takes a signal; whatever it throws ends the listening.
    package func run(_ tell: (EventSignal) async throws -> Void) async throws {
        defer { withExtendedLifetime(seat) {} }
        let (cursor, signal) = start.first
        if let signal { try await tell(signal) }
        var (next, sight): (EventCursor?, String) = (cursor, sight)
        while let cursor = next {
            guard let reached = try await catchUp(from: cursor, tell) else { return }
            next = try await follow(from: reached, seeing: &sight, tell)
        }
    }

    /// - Returns: Where it reads on alone, when there was more for it than goes at once; `nil` when the listening has ended.
    private func follow(
        from reached: Reached, seeing sight: inout String, _ tell: (EventSignal) async throws -> Void
    ) async throws -> EventCursor? {
        let listener = EventListener(reading, seeing: sight)
        defer { sight = listener.seen }
        guard let joined = feed.join(listener, at: reached.common) else { return nil }
        defer { feed.leave(listener) }
        guard let reached = try await catchUp(from: reached.cursor, through: joined, tell) else { return nil }
        var position = reached.cursor.position
        for await signal in listener.signals {
            defer { listener.took(signal) }
            switch signal {
            case .events(let batch):
                guard batch.through.position > position else { continue }
                let news = batch.after(position)
                position = batch.through.position
                if !news.items.isEmpty { try await tell(.events(news)) }
            case .idle(let cursor):
                position = max(position, cursor.position)
                try await tell(.idle(EventCursor(epoch: cursor.epoch, position: position)))
            case .sight(let cursor):
                position = max(position, cursor.position)
                try await tell(.sight(EventCursor(epoch: cursor.epoch, position: position)))
            case .reset(let cursor):
                position = cursor.position
                try await tell(signal)
            case .behind(let cursor): return cursor
            case .begun, .expired: try await tell(signal)
            }
        }
        return nil
    }

    /// How far a listener has come.
    private struct Reached {
        /// Behind which it goes on.
        var cursor: EventCursor
        /// Where the log ended.
        var end: EventCursor

        /// Where a follower may begin for everybody: a cursor beyond the end is this listener's own word.
        var common: EventCursor { EventCursor(epoch: end.epoch, position: min(cursor.position, end.position)) }
    }

    /// How many rows are looked at in one transaction, most of which a filter may leave out.
    private static let stretch = 50_000

    /// Tells what is there by now, or through a position.
    /// - Returns: Where it is; `nil` when the listening has ended.
    private func catchUp(
        from start: EventCursor, through position: Int? = nil, _ tell: (EventSignal) async throws -> Void
    ) async throws -> Reached? {
        var reached = Reached(cursor: start, end: start)
        while position.map({ reached.cursor.position < $0 }) ?? true {
            if feed.hasEnded { return nil }
            let (batch, end) = try await read(after: reached.cursor, through: position)
            guard end.epoch == start.epoch else {
                try await tell(.reset(end))
                return Reached(cursor: end, end: end)
            }
            guard let batch else {
                try await tell(.expired)
                return nil
            }
            let isFurther = batch.through.position > reached.cursor.position
            reached = Reached(cursor: batch.through, end: end)
            if !batch.items.isEmpty { try await tell(.events(batch)) }
            if reached.cursor.position >= end.position {
                if position == nil { break }
            } else if batch.items.isEmpty {
                try await tell(.idle(reached.cursor))
            }
            // Only where this transaction sees less than the follower's did, which passes.
            if !isFurther { try await Task.sleep(for: .milliseconds(10)) }
        }
        return reached
    }

    /// Looks once at what is behind a cursor.
    func look(behind cursor: EventCursor) async throws(TaskFlowError) -> FirstEvents.Outcome {
        let (batch, end) = try await read(after: cursor, through: nil)
        guard end.epoch == cursor.epoch else { return .reset(end) }
        guard let batch else { return .expired }
        return batch.items.isEmpty ? .nothing(batch.through) : .events(batch)
    }

    private func read(
        after cursor: EventCursor, through position: Int?
    ) async throws(TaskFlowError) -> (EventBatch?, end: EventCursor) {
        let (reading, authenticator) = (reading, feed.authenticator)
        let turn = await feed.turns.wait(for: worker)
        defer { turn.end() }
        return try await feed.database.read { tx throws(TaskFlowError) -> (EventBatch?, EventCursor) in
            let end = try EventCursor.current(in: tx)
            let through = min(position ?? end.position, end.position, cursor.position + Self.stretch)
            let batch = try reading.events(
                after: cursor.position, through: through, epoch: end.epoch, authenticator, in: tx)
            return (batch, end)
        }
    }
}

/// A place among those that a worker may have open, until the last reference to it goes.
final class EventSeat: Sendable {
    private let give: @Sendable () -> Void

    init(_ give: @escaping @Sendable () -> Void) { self.give = give }

    deinit { give() }
}
