internal import AsyncHTTPClient
internal import NIOCore
internal import TaskFlowSchema

/// Why a command did not do what it was asked to, and the exit code that says so.
enum ClientFailure: Error, Equatable {
    /// The server refused.
    case declined(APIResponse)
    /// Nothing was done, or the server answered what makes no sense.
    case refused(String)
    /// Something was refused, and each refusal was told already.
    case told
    case usage(UsageError)
    case unreachable(String)
    case notSignedIn(String)

    /// Whether a server that is started again is all there is to it, or a proxy that says so.
    var isPassing: Bool {
        switch self {
        case .unreachable: true
        case .declined(let answer): [502, 503, 504].contains(answer.status)
        default: false
        }
    }

    var exitCode: Int32 {
        switch self {
        case .declined, .refused, .told: 1
        case .usage: 2
        case .unreachable: 3
        case .notSignedIn: 4
        }
    }

    /// One line; for wrong usage it ends with where to read more.
    var message: String {
        switch self {
        case .declined(let answer): TerminalText.line(answer.refusal)
        case .told: ""
        case .refused(let message), .unreachable(let message), .notSignedIn(let message):
            TerminalText.line(message)
        case .usage(let error):
            TerminalText.line(error.message) + (error.hint.map { " (see \($0))" } ?? "")
        }
    }

    /// One JSON object in one line, for programs: the API's own where the server refused, else `{"error","code"}`.
    var json: JSON {
        if case .declined(let answer) = self, let json = try? JSONParser.parse(answer.body), json.objectValue != nil {
            return json
        }
        let code =
            switch self {
            case .declined, .refused, .told: "refused"
            case .usage: "usage"
            case .unreachable: "unreachable"
            case .notSignedIn: "unauthenticated"
            }
        return ["error": .string(message), "code": .string(code)]
    }

    /// Why there was no answer, and what to do.
    ///
    /// - Parameter seconds: how long was waited for it.
    static func transport(_ error: any Error, _ address: ServerAddress, seconds: Int64) -> ClientFailure {
        if WebExchange.isTimeout(error) {
            return .unreachable("No answer from \(address.text) within \(seconds) seconds")
        }
        return .unreachable(
            "Cannot reach \(address.text) (\(WebExchange.reason(error))). Is it running? Start it with `taskflow serve`"
        )
    }
}

/// A command line that cannot be understood; nothing was sent.
struct UsageError: Error, Equatable {
    let message: String
    /// The command that tells more.
    let hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}
