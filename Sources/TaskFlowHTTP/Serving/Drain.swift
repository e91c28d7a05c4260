internal import Logging
internal import ServiceLifecycle
internal import Synchronization

/// Whether the port is open, and whether the server is shutting down.
package final class DrainSwitch: Sendable {
    private let draining = Atomic(false)
    private let open = Atomic(false)
    private let waiting = Mutex<[ObjectIdentifier: Waiter]>([:])

    /// Whether the server is shutting down.
    package var isDraining: Bool { draining.load(ordering: .acquiring) }
    var isOpen: Bool { open.load(ordering: .relaxed) }

    func begin() {
        draining.store(true, ordering: .releasing)
        for waiter in waiting.withLock({ Array($0.values) }) { waiter.end.finish() }
    }

    func setOpen(_ isOpen: Bool) { open.store(isOpen, ordering: .relaxed) }

    /// Returns when the shutdown begins or the task is cancelled, at once where either has happened.
    func waitForBegin() async {
        let waiter = Waiter()
        waiting.withLock { $0[ObjectIdentifier(waiter)] = waiter }
        defer { waiting.withLock { $0[ObjectIdentifier(waiter)] = nil } }
        // It may have begun before the waiter stood in the list.
        if isDraining { return }
        for await _ in waiter.ended {}
    }

    private final class Waiter: Sendable {
        let ended: AsyncStream<Void>
        let end: AsyncStream<Void>.Continuation

        init() { (ended, end) = AsyncStream.makeStream() }
    }
}

/// Keeps the door open for a while after streams have ended: until whoever sends calls here has heard that it should not.
struct DrainDelay: Service {
    let drain: DrainSwitch
    let seconds: Int

    func run() async throws {
        do { try await gracefulShutdown() } catch { return }
        // A port that could not be opened keeps nobody waiting.
        if drain.isOpen { try? await Task.sleep(for: .seconds(seconds)) }
    }
}

/// Says that the server stops, in the moment it is told to: the last service to start, so the first to stop.
struct DrainNotice: Service {
    let drain: DrainSwitch
    let seconds: Int
    let logger: Logger

    func run() async throws {
        do { try await gracefulShutdown() } catch { return }
        drain.begin()
        guard drain.isOpen else { return }
        logger.notice("Shutting down", metadata: ["port_closes_in_s": .stringConvertible(seconds)])
    }
}
