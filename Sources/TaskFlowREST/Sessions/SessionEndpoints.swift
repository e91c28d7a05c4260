internal import HTTPTypes
package import TaskFlowDomain
package import TaskFlowHTTP
package import TaskFlowOperations
internal import TaskFlowSchema

/// Opens and closes the sessions of browsers.
package protocol SessionService: SessionReader {
    /// Trades a one-time sign-in code for a session; a used or expired one is ``ErrorCode/unauthenticated``.
    func open(code: String) async throws(TaskFlowError) -> OpenedSession

    /// Trades a valid token of the SSO for a session.
    /// - Parameter fromKnownKeys: Whether nothing may be asked of the SSO, for a client that has failed too often of late.
    func open(token: String, fromKnownKeys: Bool) async throws(TaskFlowError) -> OpenedSession

    /// Trades a person's key for a session; an agent's is ``ErrorCode/forbidden``, one that is not valid
    /// ``ErrorCode/unauthenticated``.
    func open(key: String) async throws(TaskFlowError) -> OpenedSession

    /// Ends a session; nothing happens when there is none.
    func close(cookie: String) async throws(TaskFlowError)
}

/// `POST /api/session`: trades a code, a token or a key for a cookie. It needs no other credential.
struct OpenSessionEndpoint: Endpoint {
    private let sessions: any SessionService
    private let door: DoorParts

    init(_ sessions: any SessionService, _ door: DoorParts) { (self.sessions, self.door) = (sessions, door) }

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        // No strange page signs a browser in; programs send no Origin.
        if call.head.origin != nil { try door.origins.require(call.head) }
        let session = try await open(try await request(call), isHeld: call.head.isHeld)
        await sessions.closeAll(of: door.cookie.values(in: call.head))
        var answer = Answer(
            .noContent,
            CommonFields.bare.with(.setCookie, door.cookie.setting(session.secret, seconds: session.cookieSeconds)),
            actor: session.worker)
        answer.quota = session.quota
        return answer
    }

    private func request(_ call: Call) async throws(TaskFlowError) -> SessionRequest {
        var issues = Issues()
        let arguments = Arguments(body: try await door.bodies.read(call))
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

/// `DELETE /api/session`: ends the browser's session; without one it does nothing.
struct CloseSessionEndpoint: Endpoint {
    private let sessions: any SessionService
    private let door: DoorParts

    init(_ sessions: any SessionService, _ door: DoorParts) { (self.sessions, self.door) = (sessions, door) }

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        let values = door.cookie.values(in: call.head)
        if !values.isEmpty { try door.origins.require(call.head) }
        for value in values { try await sessions.close(cookie: value) }
        return Answer(.noContent, CommonFields.bare.with(.setCookie, door.cookie.clearing))
    }
}

/// What a browser signs in with: exactly one of the three.
struct SessionRequest: Described {
    let code: SignInSecret?
    let token: SignInSecret?
    let key: SignInSecret?

    static let schema = Schema(
        SessionRequest.init,
        Field("code", \.code, secret: true, "The one-time code of a sign-in link"),
        Field("token", \.token, secret: true, "A valid token of the SSO"),
        Field("key", \.key, secret: true, "A person's key: the session may do what it may, and ends with it"))
}

/// A code, token or key that a browser trades for a session.
struct SignInSecret: ConstrainedString {
    static let rules = StringRules(1...16_384)
    let rawValue: String

    init(trusted rawValue: String) { self.rawValue = rawValue }
}

extension SessionService {
    /// Ends the sessions that a browser had before it signed in: nobody is to find them alive later.
    func closeAll(of cookies: [String]) async {
        // Whoever signs in is signed in, be the old session's end written down or not.
        for value in cookies { try? await close(cookie: value) }
    }
}
