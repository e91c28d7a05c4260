internal import ServiceLifecycle
internal import TaskFlowDomain
internal import TaskFlowStorage

extension ChangeFeed {
    /// Tries until it succeeds, as what was taken from the log must be told: after a pause that grows, and with a line in the
    /// log. `nil` when the server is to stop or nobody listens any more.
    ///
    /// - Parameter isPassing: whether a failure may pass by itself; another one is answered.
    func patiently<T: Sendable>(
        retrying isPassing: (TaskFlowError) -> Bool = { _ in true },
        _ body: (any Database) async throws(TaskFlowError) -> T
    ) async -> Result<T, TaskFlowError>? {
        var pauses = GrowingPause()
        while !Task.isCancelled && !Task.isShuttingDownGracefully && isHeard {
            do throws(TaskFlowError) {
                let result = try await body(database)
                if pauses.count > 0 { log.noteRecovery(after: pauses.count) }
                return .success(result)
            } catch {
                guard isPassing(error) else { return .failure(error) }
                let pause = pauses.next()
                log.note(error, attempt: pauses.count)
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) }
            }
        }
        return nil
    }
}

/// Pauses between attempts: a quarter of a second, then twice as long each time, five seconds at most.
struct GrowingPause {
    private static let longest = Duration.seconds(5)

    private var pause = Duration.milliseconds(250)
    /// How many pauses there were.
    private(set) var count = 0

    mutating func next() -> Duration {
        defer { pause = min(pause * 2, Self.longest) }
        count += 1
        return pause
    }
}
