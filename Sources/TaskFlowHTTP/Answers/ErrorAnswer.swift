package import HTTPTypes
internal import NIOCore
package import TaskFlowDomain
internal import TaskFlowSchema

extension Answer {
    /// The answer to a call that was refused or failed.
    /// - Parameter challenge: What `WWW-Authenticate` says, where the error has any.
    init(_ error: TaskFlowError, to head: RequestHead, id: String, challenge: String? = nil) {
        let status = Self.status(of: error)
        let body = ErrorBody(error: error, status: status.code, title: status.reasonPhrase, requestID: id)
        var fields = CommonFields.json
        if MediaTypes.wantsProblem(head.accept) {
            fields[.contentType] = "application/problem+json"
            self.init(status, fields, ByteBuffer(bytes: body.problem(instance: String(head.path))))
        } else {
            self.init(status, fields, ByteBuffer(bytes: body.compact()))
        }
        actor = error.actorID
        quota = error.quota
        cause = error.cause ?? error.message
        if let challenge { headers.append(.wwwAuthenticate, challenge) }
        addFields(error)
    }

    private static func status(of error: TaskFlowError) -> HTTPResponse.Status {
        if let status = HeadFault.status(of: error) { return status }
        return error.issues.first?.type == BodyReader.unreadable.type ? .badRequest : error.code.status
    }

    private mutating func addFields(_ error: TaskFlowError) {
        switch error.code {
        case .preconditionFailed:
            if let tag = error.currentTag { headers.append(.eTag, tag) }
        case .conflict:
            if let seconds = error.retryAfter { headers.append(.retryAfter, String(seconds)) }
        case .rateLimited, .unavailable, .outcomeUnknown:
            headers.append(.retryAfter, String(error.retryAfter ?? 1))
        default: break
        }
    }
}

/// An error as it is written: in the default shape, FastAPI's for validation, or RFC 9457 where that was asked for.
private struct ErrorBody {
    let error: TaskFlowError
    let status: Int
    let title: String
    let requestID: String

    /// Validation alone has a list of faults; a body that is no text has none to tell.
    private var issues: [ValidationIssue] { status == 422 ? error.issues : [] }

    /// The default shape, or FastAPI's list of faults.
    func compact() -> [UInt8] {
        if !issues.isEmpty { return JSON.object(["detail": .array(issues.map(\.json))]).bytes }
        var writer = JSONWriter(reserving: 192)
        writer.beginObject()
        writer.name("error")
        writer.string(error.message)
        writer.name("status_code")
        writer.integer(status)
        writeCodeAndID(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// RFC 9457.
    func problem(instance: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        let texts = [("type", "about:blank"), ("title", title), ("detail", error.message), ("instance", instance)]
        for (name, value) in texts {
            writer.name(name)
            writer.string(value)
        }
        writer.name("status")
        writer.integer(status)
        writeCodeAndID(to: &writer)
        if !issues.isEmpty {
            writer.name("errors")
            JSON.array(issues.map(\.json)).write(to: &writer)
        }
        writer.endObject()
        return writer.bytes
    }

    private func writeCodeAndID(to writer: inout JSONWriter) {
        writer.name("code")
        writer.string(error.code.rawValue)
        writer.name("request_id")
        writer.string(requestID)
        if error.reasons.isEmpty { return }
        writer.name("reasons")
        JSON.array(error.reasons).write(to: &writer)
    }
}

extension ErrorCode {
    /// The status that tells of the error over HTTP.
    package var status: HTTPResponse.Status {
        switch self {
        case .unauthenticated: .unauthorized
        case .insufficientScope, .forbidden: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .conflict, .alreadyExists, .alreadyDone, .assignedToOther, .openSubtasks, .notReady, .leaseLost,
            .claimLimit, .hasDependents, .tooLarge, .delegationCycle, .alreadyAnswered, .questionClosed, .approvalStale:
            .conflict
        case .invalidState, .dependencyCycle: .badRequest
        case .preconditionFailed: .preconditionFailed
        case .payloadTooLarge: .contentTooLarge
        case .validationFailed: .unprocessableContent
        case .rateLimited: .tooManyRequests
        case .unavailable, .outcomeUnknown: .serviceUnavailable
        case .internal: .internalServerError
        }
    }
}
