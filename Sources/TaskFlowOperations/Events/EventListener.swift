internal import Synchronization

/// One who listens to the events that are coming, as the feed knows it. Telling it something waits for nobody.
final class EventListener: Sendable {
    /// How many signals wait for one who is slow. With one more the listening ends: it goes on from its cursor when it can.
    static let backlog = 256
    /// How many bytes wait for it, and one batch more.
    static let byteLimit = 512 << 10

    let reading: EventReading
    let signals: AsyncStream<EventSignal>
    private let teller: AsyncStream<EventSignal>.Continuation
    private let unread = Mutex(0)
    private let sight: Mutex<String>

    /// - Parameter sight: What it could see when it looked last (``EventReading/sight(_:in:)``).
    init(_ reading: EventReading, seeing sight: String) {
        self.reading = reading
        self.sight = Mutex(sight)
        (signals, teller) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.backlog))
    }

    func tell(_ signal: EventSignal) {
        let bytes = signal.byteCount
        let hasRoom = unread.withLock { unread in
            // What has no bytes is always told: that there is more to read, above all, is what keeps the stream open.
            guard unread < Self.byteLimit || bytes == 0 else { return false }
            unread += bytes
            return true
        }
        guard hasRoom, case .enqueued = teller.yield(signal) else { return teller.finish() }
        if case .expired = signal { teller.finish() }
    }

    /// Notes what it may see; answers whether that is another than before.
    func note(_ sight: String) -> Bool {
        self.sight.withLock { known in
            defer { known = sight }
            return known != sight
        }
    }

    /// What it may see, as it was noted last.
    var seen: String { sight.withLock { $0 } }

    /// A signal has been taken and passed on.
    func took(_ signal: EventSignal) {
        let bytes = signal.byteCount
        unread.withLock { $0 -= bytes }
    }

    func end() { teller.finish() }
}
