internal import HTTPTypes
internal import Logging
internal import NIOCore
internal import TaskFlowDomain

/// One line per request: never a token, a query or a body.
struct RequestLog: Sendable {
    let logger: Logger

    func note(
        _ answer: Answer, _ method: HTTPRequest.Method, _ template: String?, _ id: String, since start: NIODeadline
    ) {
        let failed = answer.status.code >= 500 || answer.isFault
        let level: Logger.Level = failed ? .error : .info
        guard level >= logger.logLevel else { return }
        // The template, not the path: names of workers and projects stay out, and lines can be counted by it.
        let microseconds = (NIODeadline.now() - start).nanoseconds / 1000
        var metadata: Logger.Metadata = [
            "method": .string(method.rawValue),
            "route": .string(template ?? "-"),
            "status": .stringConvertible(answer.status.code),
            "ms": .stringConvertible(Double(microseconds) / 1000),
            "actor": .string(answer.actor?.rawValue ?? "-"),
            "request_id": .string(id),
        ]
        if failed, let cause = answer.cause { metadata["cause"] = .string(cause) }
        logger.log(level: level, "request", metadata: metadata)
    }
}
