internal import Synchronization

/// One event, as it goes to those who listen.
package struct EventItem: Sendable {
    /// The number of its audit entry.
    let position: Int
    /// What was done.
    package let action: String
    /// The audit entry as JSON, with the task where that was asked for.
    package let json: [UInt8]
}

/// Events that are told together. All who read the same have the same batch.
package final class EventBatch: Sendable {
    /// In the order of the audit log.
    package let items: [EventItem]
    /// Where a reader is that has read the batch.
    package let through: EventCursor
    /// Whether there was nothing more to read.
    let isLast: Bool
    /// The bytes of its events.
    let byteCount: Int
    private let rendered = Mutex<[UInt8]?>(nil)

    init(items: [EventItem], through: EventCursor, isLast: Bool) {
        self.items = items
        byteCount = items.reduce(0) { $0 + $1.json.count }
        self.through = through
        self.isLast = isLast
    }

    /// The cursor behind an event.
    package func cursor(of item: EventItem) -> EventCursor {
        EventCursor(epoch: through.epoch, position: item.position)
    }

    /// The batch as a door sends it, made once for all who have it.
    package func rendered(_ render: (EventBatch) -> [UInt8]) -> [UInt8] {
        rendered.withLock { known in
            if let known { return known }
            let bytes = render(self)
            known = bytes
            return bytes
        }
    }

    /// The same without what a reader has read already.
    func after(_ position: Int) -> EventBatch {
        guard let first = items.first, first.position <= position else { return self }
        return EventBatch(items: items.filter { $0.position > position }, through: through, isLast: isLast)
    }
}

/// What a listener is told.
package enum EventSignal: Sendable {
    /// It begins to listen here, and everything behind the cursor will be told.
    case begun(EventCursor)
    /// Something happened.
    case events(EventBatch)
    /// Nothing happened for a while that it asked for; it is here, and its credential is still good.
    case idle(EventCursor)
    /// The cursor that it had belongs to a log that is no more: it looks at everything anew and goes on from here.
    case reset(EventCursor)
    /// Its credential is good no longer. Nothing follows.
    case expired
    /// It may see more, or less, than it could: it looks at everything anew. Nothing was left out.
    case sight(EventCursor)
    /// There is more for it than goes at once: it reads on from here by itself, so that nobody waits for it.
    case behind(EventCursor)

    var byteCount: Int { if case .events(let batch) = self { batch.byteCount } else { 0 } }
}
