internal import HTTPTypes
internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// `POST /api/session`: trades a code, a token or a key for a cookie. It needs no other credential.
struct OpenSessionEndpoint: Endpoint {
    let sessions: any SessionService
    let origins: OriginRules
    let cookie: SessionCookie
    let bodies: BodyReader

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        // No strange page signs a browser in; programs send no Origin.
        if call.head.origin != nil { try origins.require(call.head) }
        let session = try await open(try await request(call), isHeld: call.head.isHeld)
        var answer = Answer(
            .noContent, CommonFields.bare.with(.setCookie, cookie.setting(session)), actor: session.worker)
        answer.quota = session.quota
        return answer
    }

    private func request(_ call: Call) async throws(TaskFlowError) -> SessionRequest {
        var issues = Issues()
        let arguments = Arguments(body: try await bodies.read(call))
        guard let request = SessionRequest.schema.decode(arguments, into: &issues) else { throw .invalid(issues.all) }
        return request
    }

    private func open(_ request: SessionRequest, isHeld: Bool) async throws(TaskFlowError) -> OpenedSession {
        switch (request.code, request.token, request.key) {
        case (let code?, nil, nil): return try await sessions.open(code: code.rawValue)
        case (nil, let token?, nil): return try await sessions.open(token: token.rawValue, fromKnownKeys: isHeld)
        case (nil, nil, let key?): return try await sessions.open(key: key.rawValue)
        default: throw .invalid("give exactly one of code, token and key", at: [.name("body")], input: [:])
        }
    }
}
