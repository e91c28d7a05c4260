internal import TaskFlowDomain

extension TaskFlowError {
    /// No connection can be had.
    static func unreachable(_ failure: ConnectFailure) -> TaskFlowError {
        .unavailable("The database cannot be reached", cause: failure.words, retryAfter: 1)
    }

    static let poolClosed = TaskFlowError.unavailable("The database is closed")

    static func poolExhausted(seconds: Double) -> TaskFlowError {
        .unavailable(
            "The database has too much to do: no connection became free within \(seconds.formatted) s", retryAfter: 1)
    }

    static let poolOverloaded = TaskFlowError.unavailable("The database has too much to do", retryAfter: 1)
}

extension Double {
    fileprivate var formatted: String { self == rounded() ? String(Int(self)) : String(self) }
}
