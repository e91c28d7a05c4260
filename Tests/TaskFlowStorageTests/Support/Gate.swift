import Dispatch

/// Holds a database thread until the test lets it go.
final class Gate: Sendable {
    private let arrived = DispatchSemaphore(value: 0)
    private let opened = DispatchSemaphore(value: 0)

    /// Called on the database's thread.
    func pass() {
        arrived.signal()
        // A test that fails elsewhere may not hang for ever.
        _ = opened.wait(timeout: .now() + 30)
    }

    func open() { opened.signal() }

    /// Returns when a thread stands at the gate.
    func reached() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                _ = self.arrived.wait(timeout: .now() + 30)
                continuation.resume()
            }
        }
    }
}
