internal import HTTPTypes
internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// `POST /api/session`: trades a code or a token for a cookie. It needs no credential; the code or token is one.
struct OpenSessionEndpoint: Endpoint {
    let sessions: any SessionService
    let origins: OriginRules
    let cookie: SessionCookie
    let bodies: BodyReader

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        // No strange page signs a browser in; programs send no Origin.
        if call.head.origin != nil { try origins.require(call.head) }
        let session = try await open(try await request(call), isHeld: call.head.isHeld)
        return Answer(.noContent, CommonFields.bare.with(.setCookie, cookie.setting(session)))
    }

    private func request(_ call: Call) async throws(TaskFlowError) -> SessionRequest {
        var issues = Issues()
        let arguments = Arguments(body: try await bodies.read(call))
        guard let request = SessionRequest.schema.decode(arguments, into: &issues) else { throw .invalid(issues.all) }
        return request
    }

    private func open(_ request: SessionRequest, isHeld: Bool) async throws(TaskFlowError) -> OpenedSession {
        switch (request.code, request.token) {
        case (let code?, nil): return try await sessions.open(code: code.rawValue)
        case (nil, let token?): return try await sessions.open(token: token.rawValue, fromKnownKeys: isHeld)
        default: throw .invalid("give either code or token", at: [.name("body")], input: [:])
        }
    }
}
