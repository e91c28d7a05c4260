internal import Synchronization

/// Lets a source go on no faster than its client reads.
final class StreamPace: Sendable {
    /// How many pieces are on their way to the connection at once.
    private static let limit = 4
    /// How long a client may read nothing at all.
    private static let patience = Duration.seconds(30)

    private struct State {
        var waiting = 0
        /// Whether the source sent a piece since that was asked for.
        var hasSent = false
    }

    private let state = Mutex(State())
    private let places: AsyncStream<Void>
    private let freed: AsyncStream<Void>.Continuation

    init() { (places, freed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    /// Waits for a place. To be called by one task at a time.
    /// - Throws: When the client reads nothing for too long or until the server shuts down, or the task is cancelled.
    func enter(until drain: DrainSwitch) async throws {
        while !take() { try await waitForPlace(until: drain) }
    }

    /// One piece was handed to the connection.
    func leave() {
        state.withLock { $0.waiting = max(0, $0.waiting - 1) }
        freed.yield()
    }

    /// Whether the source sent nothing since it was asked last, and nothing waits.
    func wasQuiet() -> Bool {
        state.withLock { state in
            defer { state.hasSent = false }
            return !state.hasSent && state.waiting == 0
        }
    }

    private func take() -> Bool {
        state.withLock { state in
            guard state.waiting < Self.limit else { return false }
            state.waiting += 1
            state.hasSent = true
            return true
        }
    }

    private func waitForPlace(until drain: DrainSwitch) async throws {
        try await withThrowingTaskGroup(of: Void.self) { [places] group in
            group.addTask {
                for await _ in places { return }
                throw CancellationError()
            }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                throw CancellationError()
            }
            group.addTask {
                await drain.waitForBegin()
                throw CancellationError()
            }
            try await group.next()
            group.cancelAll()
        }
    }
}
