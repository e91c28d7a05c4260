internal import TaskFlowDomain

/// What went wrong between the program and the server, before it becomes a ``TaskFlowError``.
enum PostgresFault: Error {
    /// The server refused a statement; the connection is good, the transaction is not.
    case server(ServerReport)
    /// The connection is gone, with what libpq or the server said last.
    case lost(String)
    /// A statement took too long; the connection was given up.
    case timedOut
    /// The program's own refusal, before anything was sent.
    case rejected(TaskFlowError)

    /// Whether the connection cannot be used any more.
    var endsConnection: Bool {
        switch self {
        case .lost, .timedOut: true
        // What was refused half way may have left a half-built message behind.
        case .rejected: false
        case .server(let report): report.isReadOnlyServer || report.isStalePlan
        }
    }
}
