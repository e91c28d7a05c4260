package import TaskFlowDomain

/// Where calls wait for a better answer than the first one.
struct WaitingPlaces: Sendable {
    /// For those that look again when something has changed; without it none of them waits.
    let line: WaitingLine?
    /// For those that wait for events; without it none of them waits.
    let events: EventFeed?
}

/// A call whose first answer is not the one that it waits for.
package struct WaitingCall<O: Operation>: Sendable {
    let credential: Credential
    /// What was answered first.
    let first: Performed<O.Output>
    /// For how long it waits.
    let patience: Duration
    let places: WaitingPlaces
    /// Runs the call once more; `nil` where there is nothing better yet.
    let look: @Sendable () async throws(TaskFlowError) -> Performed<O.Output>?
    fileprivate let admission: CallAdmission

    init(
        _ work: UnitOfWork<O>, _ first: Performed<O.Output>, for patience: Duration, in places: WaitingPlaces,
        look: @escaping @Sendable () async throws(TaskFlowError) -> Performed<O.Output>?
    ) {
        (credential, admission) = (work.credential, work.admission)
        (self.first, self.patience, self.places, self.look) = (first, patience, places, look)
    }

    /// The call with an answer that no unit of work made.
    func answered(_ output: O.Output) -> Performed<O.Output> {
        first.answering(output, admission.hold(output.byteCount, for: first.actor))
    }
}

/// A call as far as it goes without waiting.
package struct Begun<Output: OperationOutput>: Sendable {
    /// The answer so far.
    package let performed: Performed<Output>
    /// Waits for a better answer; `nil` where the first one stands.
    let wait: (@Sendable () async throws(TaskFlowError) -> Performed<Output>)?

    /// Whether a better answer may come.
    package var isWaiting: Bool { wait != nil }

    /// Waits for a better answer, to be called once; the first one where that stands. Cancel it when the caller is gone.
    package func better() async throws(TaskFlowError) -> Performed<Output> {
        guard let wait else { return performed }
        return try await wait()
    }
}
