import Dispatch
import Synchronization

/// Holds a database thread until the test lets it go.
final class Gate: Sendable {
    private let isReached = Atomic(false)
    private let opened = DispatchSemaphore(value: 0)

    /// Called on the database's thread.
    func pass() {
        isReached.store(true, ordering: .sequentiallyConsistent)
        // A test that fails elsewhere may not hang for ever.
        _ = opened.wait(timeout: .now() + 30)
    }

    func open() { opened.signal() }

    /// Returns when a thread stands at the gate.
    func reached() async throws {
        try await eventually { isReached.load(ordering: .sequentiallyConsistent) }
    }
}
