import Foundation
import HTTPTypes
import Synchronization
import TaskFlowSchema

/// The parts of Better Auth that a device signs in by, in the form of 1.4 to 1.6 or of 1.7, with its strictness: JSON where it
/// takes JSON, codes and refresh tokens that are good once.
final class FakeBetterAuth: Sendable {
    enum Form: Sendable { case session, oauth }

    struct State: Sendable {
        /// What is answered to questions for the token, one after another; then the token.
        var polls: [StubServer.Reply] = []
        var codeReply: StubServer.Reply?
        var userCode = "ABCD2345"
        /// Seconds until tokens end.
        var lifetime = 900
        var isOpaque = false
        /// Whether `GET /token` and the refresh grant say no.
        var refuses: StubServer.Reply?
        /// Members of the metadata that differ.
        var metadata: [String: JSON] = [:]
        var secret = "session-or-refresh-1"
        var tokens: [String] = []
        var isCodeUsed = false
    }

    let form: Form
    let state: Mutex<State>
    private let clientID = "taskflow-cli"

    init(_ form: Form, _ adjust: (inout State) -> Void = { _ in }) {
        self.form = form
        var state = State()
        adjust(&state)
        self.state = Mutex(state)
    }

    var tokens: [String] { state.withLock { $0.tokens } }

    func answer(_ request: StubServer.Seen) -> StubServer.Reply {
        state.withLock { state in
            switch (request.method, request.path, form) {
            case ("GET", "/.well-known/oauth-authorization-server/api/auth", .oauth): metadata(request, state)
            case ("GET", "/api/auth/.well-known/openid-configuration", .session): .json(["issuer": "x"])
            case ("POST", "/api/auth/device/code", _): code(request, state)
            case ("POST", "/api/auth/device/token", .session), ("POST", "/api/auth/oauth2/token", .oauth):
                token(request, &state)
            case ("GET", "/api/auth/token", .session): jwt(request, &state)
            case ("POST", "/api/auth/sign-out", .session), ("POST", "/api/auth/oauth2/revoke", .oauth): .json([:])
            default: StubServer.Reply(status: 404, body: "<!doctype html>")
            }
        }
    }

    private func metadata(_ request: StubServer.Seen, _ state: State) -> StubServer.Reply {
        let base = request.address + "/api/auth"
        var json: JSONObject = [
            "issuer": .string(base), "token_endpoint": .string(base + "/oauth2/token"),
            "device_authorization_endpoint": .string(base + "/device/code"),
            "revocation_endpoint": .string(base + "/oauth2/revoke"),
            "scopes_supported": ["openid", "offline_access", "tasks:read"],
        ]
        for (name, value) in state.metadata { json[name] = value }
        return .json(json)
    }

    private func code(_ request: StubServer.Seen, _ state: State) -> StubServer.Reply {
        if form == .session, !request.isJSON { return StubServer.Reply(status: 415) }
        guard request.value("client_id") == clientID else { return .fault("invalid_client", "Invalid client ID") }
        return state.codeReply
            ?? .json([
                "device_code": "device-code", "user_code": .string(state.userCode), "expires_in": 1800, "interval": 5,
                "verification_uri": .string(request.address + "/device"),
                "verification_uri_complete": .string(request.address + "/device?user_code=\(state.userCode)"),
            ])
    }

    private func token(_ request: StubServer.Seen, _ state: inout State) -> StubServer.Reply {
        if form == .session ? !request.isJSON : request.isJSON { return StubServer.Reply(status: 415) }
        if request.value("grant_type") == "refresh_token" { return refresh(request, &state) }
        guard request.value("device_code") == "device-code", request.value("client_id") == clientID,
            !state.isCodeUsed
        else { return .fault("invalid_grant", "Invalid device code") }
        if !state.polls.isEmpty { return state.polls.removeFirst() }
        state.isCodeUsed = true
        let secret = JSON.string(state.secret)
        if form == .session { return .json(["access_token": secret, "token_type": "Bearer", "expires_in": 604_800]) }
        return .json(["access_token": .string(issue(&state)), "refresh_token": secret, "expires_in": 3600])
    }

    // A refresh token that comes twice ends the sign-in, as with Better Auth.
    private func refresh(_ request: StubServer.Seen, _ state: inout State) -> StubServer.Reply {
        if let refusal = state.refuses { return refusal }
        guard request.value("refresh_token") == state.secret else {
            state.secret = "ended"
            return .fault("invalid_grant", "invalid refresh token")
        }
        state.secret += "+"
        return .json(["access_token": .string(issue(&state)), "refresh_token": .string(state.secret)])
    }

    private func jwt(_ request: StubServer.Seen, _ state: inout State) -> StubServer.Reply {
        if let refusal = state.refuses { return refusal }
        guard request.bearer == state.secret else { return StubServer.Reply(status: 401) }
        return .json(["token": .string(issue(&state))])
    }

    private func issue(_ state: inout State) -> String {
        let end = Int(Date().timeIntervalSince1970) + state.lifetime
        let claims: JSON = ["exp": .integer(end), "jti": .integer(state.tokens.count)]
        let token = state.isOpaque ? "opaque" : "e30.\(Base64URL.encode(claims.bytes)).c2ln"
        state.tokens.append(token)
        return token
    }
}

extension StubServer.Reply {
    static func json(_ object: JSONObject, status: Int = 200) -> Self {
        Self(status: status, body: JSON.object(object).text, headers: [.contentType: "application/json"])
    }

    /// Too many requests, as Better Auth says it.
    static func limited(seconds: Int) -> Self {
        let name = HTTPField.Name("X-Retry-After")
        return Self(status: 429, headers: name.map { [$0: String(seconds)] } ?? [:])
    }

    static func fault(_ code: String, _ description: String = "no") -> Self {
        json(["error": .string(code), "error_description": .string(description)], status: 400)
    }
}

extension StubServer.Seen {
    var isJSON: Bool { headers[.contentType] == "application/json" }

    /// A member of the body, be it JSON or a form.
    func value(_ name: String) -> String? {
        if isJSON { return (try? JSONParser.parse(body.utf8))?[name]?.stringValue }
        var components = URLComponents()
        components.percentEncodedQuery = body
        return components.queryItems?.first { $0.name == name }?.value
    }
}
