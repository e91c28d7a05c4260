internal import Synchronization
internal import TaskFlowSchema

/// The database's own time, as far as a process can tell it without asking each time: this machine's clock, corrected by how
/// far the server's `clock_timestamp()` is from it.
///
/// Several servers of one database then go by one clock, however wrong the machines' own are. The difference is measured with
/// each new connection, and again every ten minutes. Time never runs backwards: see ``TaskFlowSchema/SteadyClock``.
final class DatabaseClock: Sendable {
    /// How long a measurement is good, by a clock that nobody sets.
    private static let validity = Duration.seconds(600)
    /// A smaller difference is the network's, not the clocks', in milliseconds.
    static let tolerance = 100

    private struct State {
        var offset = 0
        var measuredAt: ContinuousClock.Instant?
        var clock: SteadyClock?
    }

    private let machine: SteadyClock.Source
    private let state: Mutex<State>

    /// - Parameters:
    ///   - given: What tells the time in the server's place, for tests.
    ///   - machine: This machine's clock.
    init(_ given: SteadyClock?, machine: @escaping SteadyClock.Source) {
        self.machine = machine
        var state = State()
        state.clock = given
        self.state = Mutex(state)
        isGiven = given != nil
    }

    private let isGiven: Bool

    /// Whether the server is to be asked.
    var isDue: Bool {
        if isGiven { return false }
        return state.withLock { $0.measuredAt.map { $0 + Self.validity < .now } ?? true }
    }

    /// The present instant. Before the first measurement it is the machine's.
    func now() -> Timestamp { state.withLock { $0.clock }?.now() ?? machine() }

    /// Asks for the server's time and takes the difference.
    ///
    /// - Parameter ask: Asks the server, and answers milliseconds since 1970; `nil` where it could not be asked.
    func measure(_ ask: () -> Int?) {
        let before = machine()
        guard let server = ask() else { return }
        let after = machine()
        take(
            server - (before.milliseconds + after.milliseconds) / 2,
            within: (after.milliseconds - before.milliseconds) / 2)
    }

    /// Takes a difference, in milliseconds, that is known to within some more.
    func take(_ difference: Int, within doubt: Int) {
        let isFirst = state.withLock { state in
            state.measuredAt = .now
            if abs(difference - state.offset) > Self.tolerance + abs(doubt) { state.offset = difference }
            return state.clock == nil
        }
        // Made without the lock: it looks at the difference at once.
        guard isFirst else { return }
        let clock = SteadyClock(source: { [machine, weak self] in
            Timestamp(milliseconds: machine().milliseconds + (self?.offset ?? 0))
        })
        state.withLock { if $0.clock == nil { $0.clock = clock } }
    }

    private var offset: Int { state.withLock { $0.offset } }
}
