internal import Synchronization

/// Whether the server is shutting down.
final class DrainSwitch: Sendable {
    private let draining = Atomic(false)

    var isDraining: Bool { draining.load(ordering: .relaxed) }

    func begin() { draining.store(true, ordering: .relaxed) }
}
