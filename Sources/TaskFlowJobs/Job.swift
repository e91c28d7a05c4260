package import TaskFlowDomain

/// Background work that a ``Ticker`` runs in its turn.
package protocol Job: Sendable {
    /// The name in the log.
    var name: String { get }
    /// The time from one turn to the next, the first of which is at the start; `nil` for work that runs when it is woken alone.
    var interval: Duration? { get }
    /// Yields when there is something to do before the interval is over; `nil` for work that is never woken.
    var wakes: AsyncStream<Void>? { get }
    /// In how long the next turn is due at the latest, asked after each turn; `nil` where nothing is known to be due.
    var dueIn: Duration? { get }
    /// Whether there is a last turn when the server stops.
    var runsAtStop: Bool { get }

    /// Does one bounded batch, and answers whether there is more to do at once.
    ///
    /// - Throws: What kept it from being done; it is logged, and the next turn tries again.
    func runBatch() async throws(TaskFlowError) -> Bool
}

extension Job {
    package var wakes: AsyncStream<Void>? { nil }
    package var dueIn: Duration? { nil }
    package var runsAtStop: Bool { false }
}
