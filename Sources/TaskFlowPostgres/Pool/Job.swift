internal import TaskFlowDomain

/// A unit of work that waits for a thread with a connection.
struct Job: Sendable {
    /// When it has waited long enough.
    let deadline: ContinuousClock.Instant
    let run: @Sendable (Lane) -> Void
    let refuse: @Sendable (TaskFlowError) -> Void
}
