/// Why a command did not do what it was asked to, and the exit code that says so.
enum ClientFailure: Error, Equatable {
    /// The server refused, or answered what makes no sense.
    case refused(String)
    case usage(UsageError)
    case unreachable(String)
    case notSignedIn(String)

    var exitCode: Int32 {
        switch self {
        case .refused: 1
        case .usage: 2
        case .unreachable: 3
        case .notSignedIn: 4
        }
    }

    /// One line; for wrong usage it ends with where to read more.
    var message: String {
        switch self {
        case .refused(let message), .unreachable(let message), .notSignedIn(let message):
            TerminalText.line(message)
        case .usage(let error):
            TerminalText.line(error.message) + (error.hint.map { " (see \($0))" } ?? "")
        }
    }
}
