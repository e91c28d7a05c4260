internal import TaskFlowDomain

/// A unit of work that waits for a thread with a connection.
struct Job: Sendable {
    /// When it has waited long enough.
    let deadline: ContinuousClock.Instant
    /// Does the work; where the server has no connection left for the lane nothing is done, and that is the answer.
    let run: @Sendable (Lane) -> ConnectFailure?
    let refuse: @Sendable (TaskFlowError) -> Void
}
