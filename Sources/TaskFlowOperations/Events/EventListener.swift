/// One who listens to the events that are coming, as the feed knows it. Telling it something waits for nobody.
final class EventListener: Sendable {
    /// How many signals wait for one who is slow. With one more the listening ends: it goes on from its cursor when it can.
    static let backlog = 256

    let reading: EventReading
    let signals: AsyncStream<EventSignal>
    private let teller: AsyncStream<EventSignal>.Continuation

    init(_ reading: EventReading) {
        self.reading = reading
        (signals, teller) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.backlog))
    }

    func tell(_ signal: EventSignal) {
        if case .dropped = teller.yield(signal) { teller.finish() }
        if case .expired = signal { teller.finish() }
    }

    func end() { teller.finish() }
}
