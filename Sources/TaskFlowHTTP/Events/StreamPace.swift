internal import Synchronization

/// Lets a source go on no faster than its client reads.
final class StreamPace: Sendable {
    /// How many pieces are on their way to the connection at once.
    private static let limit = 4
    /// How long a client may read nothing at all.
    private static let patience = Duration.seconds(30)

    private let waiting = Mutex(0)
    private let places: AsyncStream<Void>
    private let freed: AsyncStream<Void>.Continuation

    init() { (places, freed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    /// Waits for a place. To be called by one task at a time.
    /// - Throws: When the client reads nothing for too long, or the task is cancelled.
    func enter() async throws {
        while !take() { try await waitForPlace() }
    }

    /// One piece was handed to the connection.
    func leave() {
        waiting.withLock { $0 -= 1 }
        freed.yield()
    }

    private func take() -> Bool {
        waiting.withLock { waiting in
            guard waiting < Self.limit else { return false }
            waiting += 1
            return true
        }
    }

    private func waitForPlace() async throws {
        try await withThrowingTaskGroup(of: Void.self) { [places] group in
            group.addTask {
                for await _ in places { return }
                throw CancellationError()
            }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                throw CancellationError()
            }
            try await group.next()
            group.cancelAll()
        }
    }
}
