internal import Synchronization

/// Counts by key, in windows of a minute that begin with a key's first count.
///
/// Fixed windows, not a bucket that fills drop by drop: "600 a minute" then means 600 in the window that the headers tell of,
/// whatever the pace, and a test can say which call is refused. What that costs is that two windows' calls may stand close
/// together.
///
/// Memory is bounded by two generations: when one is full or a minute old it becomes the elder, and the former elder is
/// forgotten whole. No sweep ever holds a caller up, and a flood of keys makes the counter forgiving, not large.
package final class WindowCounter<Key: Hashable & Sendable>: Sendable {
    /// Where a key stands.
    package struct Standing: Sendable, Equatable {
        /// What was counted in the window, this one included, up to one more than the limit.
        package let count: Int
        /// Seconds until the window ends, rounded up; 1 or more.
        package let secondsLeft: Int
    }

    /// Tells the time; tests have one that they move.
    package typealias Clock = @Sendable () -> ContinuousClock.Instant

    private let limit: Int
    private let capacity: Int
    private let now: Clock
    private let generations: Mutex<WindowGenerations<Key>>

    /// - Parameters:
    ///   - limit: Counts in a window; what goes beyond is counted as one too many, however often it comes.
    ///   - capacity: Keys in a generation; at most twice as many are remembered.
    package init(limit: Int, capacity: Int = 32_768, now: @escaping Clock = { .now }) {
        self.limit = limit
        self.capacity = capacity
        self.now = now
        generations = Mutex(WindowGenerations(bornAt: now()))
    }

    /// Counts one more of a key.
    package func count(_ key: Key) -> Standing {
        let now = now()
        return generations.withLock { generations in
            var window = generations.window(of: key, at: now) ?? CountedWindow(end: now + .seconds(60))
            window.count = min(window.count + 1, limit + 1)
            generations.keep(window, of: key, at: now, capacity)
            return Self.standing(window, now)
        }
    }

    /// Where a key stands, without counting; `nil` when nothing is counted of it.
    package func standing(of key: Key) -> Standing? {
        let now = now()
        return generations.withLock { $0.window(of: key, at: now) }.map { Self.standing($0, now) }
    }

    private static func standing(_ window: CountedWindow, _ now: ContinuousClock.Instant) -> Standing {
        let (seconds, rest) = now.duration(to: window.end).components
        return Standing(count: window.count, secondsLeft: max(1, Int(seconds) + (rest > 0 ? 1 : 0)))
    }
}

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
