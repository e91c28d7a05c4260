package import TaskFlowDomain

/// Is told of every call of an operation once it has ended: for metrics and logs. Callers wait for it, so it must be quick.
package protocol CallObserver: Sendable {
    func note(_ call: ObservedCall)
}

/// A call that has ended.
package struct ObservedCall: Sendable, Equatable {
    /// The operation's name: `start_task`.
    package let operation: String
    /// The door that the caller used.
    package let via: Via
    /// The code of the refusal; `nil` where the call succeeded.
    package let refusal: ErrorCode?
    /// From when the dispatcher took the call until its answer was durable, by a monotonic clock. It includes waiting for
    /// the database.
    package let duration: Duration
}

/// Measures one call for an observer.
struct CallWatch {
    private let observer: any CallObserver
    private let operation: String
    private let via: Via
    private let start = ContinuousClock.now

    /// `nil` without an observer: then no clock is read.
    init?<O: Operation>(_ observer: (any CallObserver)?, _ operation: O.Type, _ via: Via) {
        guard let observer else { return nil }
        self.observer = observer
        self.operation = O.spec.name
        self.via = via
    }

    /// Tells the observer that the call has ended.
    func end(_ refusal: ErrorCode? = nil) {
        let duration = ContinuousClock.now - start
        observer.note(ObservedCall(operation: operation, via: via, refusal: refusal, duration: duration))
    }
}
