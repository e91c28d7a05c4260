internal import HTTPTypes
internal import Hummingbird
internal import TaskFlowDomain
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
            if let version = error.currentVersion { headers.append(.eTag, EntityTag.of(version: version)) }
        case .rateLimited, .unavailable, .outcomeUnknown:
            headers.append(.retryAfter, String(error.retryAfter ?? 1))
        default: break
        }
    }
}
