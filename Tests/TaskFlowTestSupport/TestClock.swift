internal import Synchronization
package import TaskFlowSchema

/// A clock that a test turns, forwards and back.
package final class TestClock: Sendable {
    private let offset: Turned
    /// What the clock shows, as the program takes it.
    package let steady: SteadyClock

    package init() {
        let offset = Turned()
        self.offset = offset
        steady = SteadyClock(source: { Timestamp.system().adding(seconds: offset.seconds) })
    }

    /// Turns it on, or back when negative.
    package func turn(seconds: Int) { offset.add(seconds) }
}

/// By how much a clock was turned.
private final class Turned: Sendable {
    private let value = Mutex(0)

    var seconds: Int { value.withLock { $0 } }

    func add(_ seconds: Int) { value.withLock { $0 += seconds } }
}
