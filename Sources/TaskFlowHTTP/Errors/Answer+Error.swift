internal import HTTPTypes
internal import Hummingbird
internal import TaskFlowDomain
internal import TaskFlowSchema

extension Answer {
    /// The answer to a call that was refused or failed.
    /// - Parameter hasCredential: Whether the call had something that claims to be a credential.
    init(_ error: TaskFlowError, to head: RequestHead, id: String, hasCredential: Bool) {
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
        cause = error.cause ?? error.message
        addFields(error, hasCredential)
    }

    private static func status(of error: TaskFlowError) -> HTTPResponse.Status {
        error.issues.first?.type == BodyReader.unreadable.type ? .badRequest : error.code.status
    }

    private mutating func addFields(_ error: TaskFlowError, _ hasCredential: Bool) {
        switch error.code {
        case .unauthenticated:
            headers.append(.wwwAuthenticate, hasCredential ? "Bearer error=\"invalid_token\"" : "Bearer")
        case .insufficientScope:
            let scope = error.missingScope ?? ""
            headers.append(.wwwAuthenticate, "Bearer error=\"insufficient_scope\", scope=\"\(scope)\"")
        case .preconditionFailed:
            if let version = error.currentVersion { headers.append(.eTag, EntityTag.of(version: version)) }
        case .rateLimited, .unavailable, .outcomeUnknown:
            headers.append(.retryAfter, String(error.retryAfter ?? 1))
        default: break
        }
    }
}
