internal import Crypto
internal import Foundation
internal import Hummingbird
internal import NIOCore
internal import Synchronization
package import TaskFlowSchema

/// An SSO of the tests' own on a socket: discovery, a page where one person says yes at once, codes that are good once and for
/// whoever has their verifier, and tokens. It can behave as badly as any.
package final class TestProvider: Sendable {
    /// What is wrong with it.
    package enum Fault: Sendable, CaseIterable {
        case none, denied, discoveryIsDown, discoveryIsMissing, discoveryIsNonsense, otherIssuerThere
        case unprotectedEndpoint, otherChallenges, tokenHangs, tokenTrickles, tokenIsDown, tokenIsNonsense
        case tokenRedirects, unknownClient, noIDToken, opaqueIDToken, otherNonce, noNonce, otherAudience, otherIssuer
        case otherParty, twoAudiences, unsigned, otherKey, expired, logoutToken, noSubject
    }

    private struct Grant {
        let challenge: String
        let nonce: String
        let redirect: String
    }

    private struct State {
        var fault = Fault.none
        var address = ""
        var grants: [String: Grant] = [:]
        var asked: [String: Int] = [:]
        var isEnding = false
        var lastToken: String?
    }

    /// The client that it knows.
    package let clientID: String
    /// More claims of every token.
    package let claims: JSONObject
    private let mint: TokenMint
    private let stranger: TokenMint
    private let state = Mutex(State())

    package init(clientID: String = "taskflow-web", claims: JSONObject = [:]) throws {
        (self.clientID, self.claims) = (clientID, claims)
        mint = try TokenMint("EdDSA", keyID: "web-1")
        stranger = try TokenMint("EdDSA", keyID: "web-1")
    }

    /// Its address, which is its issuer too.
    package var address: String { state.withLock(\.address) }

    /// The last id_token that it gave.
    package var lastToken: String? { state.withLock(\.lastToken) }

    package func behave(_ fault: Fault) { state.withLock { $0.fault = fault } }

    /// How often a path was asked for.
    package func count(_ path: String) -> Int { state.withLock { $0.asked[path] ?? 0 } }

    /// Serves while the body runs.
    package func serving(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withServer({ try await self.answer($0) }) { address in
            self.state.withLock { $0.address = address }
            let result = await Result { try await body() }
            self.state.withLock { $0.isEnding = true }
            try result.get()
        }
    }

    /// What happens to a browser that comes to the page: where it is sent back to.
    package func visit(_ page: String) throws -> String {
        let sent = try Self.members(of: page.split(separator: "?", maxSplits: 1).last ?? "")
        guard sent["response_type"] == "code", sent["client_id"] == clientID, sent["code_challenge_method"] == "S256",
            sent["scope"]?.split(separator: " ").contains("openid") == true, let redirect = sent["redirect_uri"],
            let state = sent["state"], let nonce = sent["nonce"], let challenge = sent["code_challenge"]
        else { throw HTTPError(.badRequest) }
        if fault == .denied { return "\(redirect)?error=access_denied&state=\(state)" }
        let code = "code-" + UUID().uuidString
        self.state.withLock { $0.grants[code] = Grant(challenge: challenge, nonce: nonce, redirect: redirect) }
        return "\(redirect)?code=\(code)&state=\(state)"
    }

    /// The members of a query or a form.
    package static func members(of text: some StringProtocol) throws -> [String: String] {
        var members: [String: String] = [:]
        for item in URLComponents(string: "?" + text)?.queryItems ?? [] { members[item.name] = item.value ?? "" }
        return members
    }

    private var fault: Fault { state.withLock(\.fault) }

    private func answer(_ request: Request) async throws -> Response {
        let path = request.uri.path
        state.withLock { $0.asked[path, default: 0] += 1 }
        switch path {
        case "/api/auth/jwks": return Self.json(TokenMint.keySet([mint]))
        case "/api/auth/.well-known/openid-configuration": return discovery
        case "/authorize": return Response(status: .found, headers: [.location: try visit(request.uri.string)])
        case "/token":
            let form = try await request.body.collect(upTo: 1 << 16)
            return try await token(try Self.members(of: String(buffer: form)))
        default: return Response(status: .notFound)
        }
    }

    private var discovery: Response {
        let fault = fault
        if fault == .discoveryIsDown { return Response(status: .serviceUnavailable) }
        if fault == .discoveryIsMissing { return Response(status: .notFound) }
        if fault == .discoveryIsNonsense { return Self.json(["nonsense"]) }
        let token = fault == .unprotectedEndpoint ? "http://sso.example/token" : address + "/token"
        return Self.json([
            "issuer": .string(fault == .otherIssuerThere ? "https://evil.example" : address),
            "authorization_endpoint": .string(address + "/authorize"), "token_endpoint": .string(token),
            "code_challenge_methods_supported": fault == .otherChallenges ? ["plain"] : ["S256"],
        ])
    }

    private func token(_ sent: [String: String]) async throws -> Response {
        switch fault {
        case .tokenHangs:
            while !state.withLock(\.isEnding) { try await Task.sleep(for: .milliseconds(20)) }
            return Response(status: .ok)
        case .tokenTrickles:
            return Response(
                status: .ok, headers: [.contentLength: "1000"],
                body: ResponseBody { [self] writer in
                    try await writer.write(ByteBuffer(string: #"{"id_token":"#))
                    while !state.withLock(\.isEnding) { try await Task.sleep(for: .milliseconds(20)) }
                })
        case .tokenIsDown: return Response(status: .badGateway)
        case .tokenIsNonsense: return Self.json(["nonsense"])
        case .tokenRedirects: return Response(status: .temporaryRedirect, headers: [.location: address + "/elsewhere"])
        case .unknownClient: return Self.json(["error": "invalid_client"], .unauthorized)
        default: return try grant(sent)
        }
    }

    private func grant(_ sent: [String: String]) throws -> Response {
        let grant = state.withLock { $0.grants.removeValue(forKey: sent["code"] ?? "") }
        let challenge = Base64URL.encode(Array(SHA256.hash(data: Data((sent["code_verifier"] ?? "").utf8))))
        guard let grant, grant.challenge == challenge, grant.redirect == sent["redirect_uri"],
            sent["client_id"] == clientID, sent["grant_type"] == "authorization_code", sent["client_secret"] == nil
        else { return Self.json(["error": "invalid_grant"], .badRequest) }
        var answer: JSONObject = ["access_token": "opaqueopaqueopaqueopaqueopaqueop", "token_type": "Bearer"]
        if fault != .noIDToken {
            let token = fault == .opaqueIDToken ? "opaque" : try idToken(grant.nonce)
            state.withLock { $0.lastToken = token }
            answer["id_token"] = .string(token)
        }
        return Self.json(.object(answer))
    }

    private func idToken(_ nonce: String) throws -> String {
        var claims = TokenMint.claims(sub: "ada-1", life: fault == .expired ? -120 : 900)
        (claims["iss"], claims["aud"], claims["nonce"]) = (.string(address), .string(clientID), .string(nonce))
        for (name, value) in self.claims.members { claims[name] = value }
        switch fault {
        case .otherNonce: claims["nonce"] = "another"
        case .noNonce: claims["nonce"] = nil
        case .otherAudience: claims["aud"] = "another-app"
        case .otherIssuer: claims["iss"] = "https://evil.example"
        case .otherParty: claims["azp"] = "another-app"
        case .twoAudiences: claims["aud"] = [.string(clientID), "another-app"]
        case .noSubject: claims["sub"] = nil
        default: break
        }
        if fault == .unsigned {
            let parts = [#"{"alg":"none","kid":"web-1"}"#, JSON.object(claims).text]
            return parts.map { Base64URL.encode(Array($0.utf8)) }.joined(separator: ".") + "."
        }
        let header: JSONObject = fault == .logoutToken ? ["typ": "logout+jwt"] : [:]
        return try (fault == .otherKey ? stranger : mint).token(claims, header: header)
    }

    private static func json(_ value: JSON, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: value.text)))
    }
}
