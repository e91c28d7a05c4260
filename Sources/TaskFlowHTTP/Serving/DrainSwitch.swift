internal import Synchronization

/// Whether the port is open, and whether the server is shutting down.
final class DrainSwitch: Sendable {
    private let draining = Atomic(false)
    private let open = Atomic(false)

    var isDraining: Bool { draining.load(ordering: .relaxed) }
    var isOpen: Bool { open.load(ordering: .relaxed) }

    func begin() { draining.store(true, ordering: .relaxed) }
    func setOpen(_ isOpen: Bool) { open.store(isOpen, ordering: .relaxed) }
}
