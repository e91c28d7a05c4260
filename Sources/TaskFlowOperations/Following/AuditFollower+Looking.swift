internal import ServiceLifecycle
internal import TaskFlowDomain
internal import TaskFlowStorage

extension AuditFollower {
    /// Finds the end of the log before anybody asks for it, as the first look at a long one takes a moment. Numbers that were
    /// lost long ago are known to be so once those who write now have ended: two seconds are waited for that.
    package func getReady() async {
        let start = ContinuousClock.now
        while start.duration(to: .now) < .seconds(2) {
            let isReady = try? await database.read { tx throws(TaskFlowError) in
                try LogEnd.find(in: tx).position == LogEnd.newest(in: tx)
            }
            if isReady ?? true { return }
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Tries until it succeeds, as what was taken from the log must be told: after a pause that grows, and with a line in the
    /// log. `nil` when the server is to stop or nobody wants to know any more.
    ///
    /// - Parameter isPassing: Whether a failure may pass by itself; another one is answered.
    func patiently<T: Sendable>(
        retrying isPassing: (TaskFlowError) -> Bool = { _ in true },
        _ body: (any Database) async throws(TaskFlowError) -> T
    ) async -> Result<T, TaskFlowError>? {
        var pauses = GrowingPause()
        while !Task.isCancelled && !Task.isShuttingDownGracefully && isWanted {
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

    /// Looks at some things in the database, a few at a time, so that a reader thread is not held for long. Where a few
    /// cannot be looked at together, each is looked at alone: what is wrong with one keeps nothing from the others.
    ///
    /// - Parameter done: What is done with each outcome, or with the fault that does not pass by itself.
    func look<Thing: Sendable, Outcome: Sendable>(
        at things: [Thing],
        _ body: @escaping @Sendable (Thing, borrowing Transaction) throws(TaskFlowError) -> Outcome,
        done: (Thing, Result<Outcome, TaskFlowError>) -> Void
    ) async {
        for some in things.chunks(of: 50).map(Array.init) { await look(atFew: some, body, done: done) }
    }

    private func look<Thing: Sendable, Outcome: Sendable>(
        atFew things: [Thing],
        _ body: @escaping @Sendable (Thing, borrowing Transaction) throws(TaskFlowError) -> Outcome,
        done: (Thing, Result<Outcome, TaskFlowError>) -> Void
    ) async {
        let seen = await patiently(retrying: { $0.code == .unavailable }) { database throws(TaskFlowError) in
            try await database.read { tx throws(TaskFlowError) in
                var seen: [Outcome] = []
                for thing in things { seen.append(try body(thing, tx)) }
                return seen
            }
        }
        switch seen {
        case .success(let outcomes)?: for (thing, outcome) in zip(things, outcomes) { done(thing, .success(outcome)) }
        case .failure(let error)? where things.count == 1: done(things[0], .failure(error))
        case .failure?: for thing in things { await look(atFew: [thing], body, done: done) }
        case nil: break
        }
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
