/// A minute in which something is counted.
struct CountedWindow {
    let end: ContinuousClock.Instant
    var count = 0
}

/// The windows that a ``WindowCounter`` remembers.
struct WindowGenerations<Key: Hashable> {
    private var young: [Key: CountedWindow] = [:]
    private var elder: [Key: CountedWindow] = [:]
    private var bornAt: ContinuousClock.Instant

    init(bornAt: ContinuousClock.Instant) { self.bornAt = bornAt }

    /// A key's window; `nil` when it has none or it has ended.
    func window(of key: Key, at now: ContinuousClock.Instant) -> CountedWindow? {
        guard let window = young[key] ?? elder[key], now < window.end else { return nil }
        return window
    }

    mutating func keep(_ window: CountedWindow, of key: Key, at now: ContinuousClock.Instant, _ capacity: Int) {
        // A window lasts a minute: what the elder generation holds by then has ended.
        let isFull = young.count >= capacity && young[key] == nil
        if isFull || bornAt.duration(to: now) >= .seconds(60) {
            elder = young
            young = [:]
            bornAt = now
        }
        young[key] = window
    }
}
