internal import Synchronization

/// The time that decisions go by: the system's clock, but never an instant before one it has told already.
///
/// Where the system's clock is set back, it goes on from the latest instant that it told, at the pace of a clock that nobody
/// sets: what ends in an hour ends in an hour, and the audit log keeps its order. It follows the system's clock again once
/// that has caught up, or with the next start of the process.
public final class SteadyClock: Sendable {
    /// The process's own.
    public static let process = SteadyClock()

    /// Tells the system's time.
    public typealias Source = @Sendable () -> Timestamp
    /// Tells the time of a clock that only runs on, from whatever beginning.
    public typealias Pace = @Sendable () -> Duration

    private struct Anchor {
        var time: Timestamp
        var elapsed: Duration
    }

    private let source: Source
    private let pace: Pace
    private let anchor: Mutex<Anchor>

    /// - Parameters:
    ///   - source: the clock that may be set.
    ///   - pace: the one that may not.
    public init(source: @escaping Source = Timestamp.system, pace: @escaping Pace = SteadyClock.sinceStart) {
        self.source = source
        self.pace = pace
        anchor = Mutex(Anchor(time: source(), elapsed: pace()))
    }

    /// The present instant.
    public func now() -> Timestamp {
        anchor.withLock { anchor in
            let (time, elapsed) = (source(), pace())
            let latest = anchor.time.adding(elapsed - anchor.elapsed)
            if time >= latest { anchor = Anchor(time: time, elapsed: elapsed) }
            return max(time, latest)
        }
    }

    /// How long ago the process began to look.
    @Sendable public static func sinceStart() -> Duration { start.duration(to: .now) }

    private static let start = ContinuousClock.now
}

extension Timestamp {
    fileprivate func adding(_ duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        return Timestamp(milliseconds: milliseconds + Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
