internal import HTTPTypes
internal import TaskFlowDomain
internal import TaskFlowSchema

/// What is wrong with a request's head as a whole, whatever it asks for.
enum HeadFault {
    static let target = make("bad_target", at: "target", "The request's target is no path of this server")
    static let expectation = make(
        "bad_expectation", at: "expect", "The server knows the expectation 100-continue alone")

    static func host(_ message: String) -> TaskFlowError { make("bad_host", at: "host", message) }

    /// The status of such a fault; `nil` for any other.
    static func status(of error: TaskFlowError) -> HTTPResponse.Status? {
        switch error.issues.first?.type {
        case "bad_target", "bad_host": .badRequest
        case "bad_expectation": .expectationFailed
        default: nil
        }
    }

    private static func make(_ type: String, at name: String, _ message: String) -> TaskFlowError {
        .invalid([ValidationIssue(type, at: [.name("header"), .name(name)], message, input: .null)])
    }
}
