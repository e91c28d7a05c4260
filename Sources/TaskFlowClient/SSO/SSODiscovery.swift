internal import TaskFlowSchema

/// Finds out how a device signs in at an SSO, by the metadata that it publishes (RFC 8414).
struct SSODiscovery {
    private static let serverName = "/.well-known/oauth-authorization-server"
    private static let openIDName = "/.well-known/openid-configuration"

    private let transport = SSOTransport()
    private let server: ServerAddress
    /// Where Better Auth's own paths begin.
    private let base: String

    /// - Parameter url: The authorization server: Better Auth's origin, or that and `/api/auth`.
    static func endpoints(_ url: String) async throws(ClientFailure) -> DeviceEndpoints {
        guard let server = ServerAddress(url), server.mayCarrySecrets else {
            throw .refused("The server names '\(url)' as its SSO, which is no https address: nothing was sent there")
        }
        return try await SSODiscovery(server: server).find()
    }

    private init(server: ServerAddress) {
        self.server = server
        base = server.path.isEmpty ? server.text + "/api/auth" : server.text
    }

    private func find() async throws(ClientFailure) -> DeviceEndpoints {
        for place in places {
            let answer = try await transport.get(place)
            if answer.isSuccess, let endpoints = oauth(answer) { return endpoints }
        }
        return .session(server, base: base)
    }

    // Before the path, as RFC 8414 has it; after it, as OpenID has it and Better Auth's handler is mostly mounted.
    private var places: [String] {
        let path = String(base.dropFirst(server.origin.count))
        let inserted = base.hasPrefix(server.origin) ? [server.origin + Self.serverName + path] : []
        let rooted = server.path.isEmpty ? [server.text + Self.serverName] : []
        return inserted + [base + Self.serverName, base + Self.openIDName] + rooted
    }

    // Metadata of Better Auth up to 1.6 name no device endpoint: it has the other form there.
    private func oauth(_ answer: SSOAnswer) -> DeviceEndpoints? {
        guard let issuer = answer.text("issuer"), issuer == server.text || issuer == base,
            let code = endpoint("device_authorization_endpoint", answer), let token = endpoint("token_endpoint", answer)
        else { return nil }
        return DeviceEndpoints(
            server: server, codeURL: code, tokenURL: token,
            form: .oauth(revocationURL: endpoint("revocation_endpoint", answer), scopes: scopes(answer)))
    }

    // An endpoint elsewhere would be sent this SSO's secrets.
    private func endpoint(_ name: String, _ answer: SSOAnswer) -> String? {
        answer.text(name).flatMap { ServerAddress($0)?.origin == server.origin ? $0 : nil }
    }

    private func scopes(_ answer: SSOAnswer) -> [String]? {
        answer.json?["scopes_supported"]?.arrayValue?.compactMap(\.stringValue)
    }
}

/// Where a device signs in at an SSO, and in which of its two ways.
struct DeviceEndpoints: Equatable, Sendable {
    enum Form: Equatable, Sendable {
        /// Better Auth 1.4 to 1.6, `deviceAuthorization()`: JSON, and a session token that JWTs are asked for with.
        case session(jwtURL: String, signOutURL: String)
        /// OAuth (RFC 8628), as Better Auth 1.7 has it with `oauthDeviceAuthorization()`: forms and real access tokens.
        case oauth(revocationURL: String?, scopes: [String]?)
    }

    /// The SSO, as the server names it.
    let server: ServerAddress
    let codeURL: String
    let tokenURL: String
    let form: Form

    /// The way of an SSO that publishes no other.
    static func session(_ server: ServerAddress, base: String) -> DeviceEndpoints {
        DeviceEndpoints(
            server: server, codeURL: base + "/device/code", tokenURL: base + "/device/token",
            form: .session(jwtURL: base + "/token", signOutURL: base + "/sign-out"))
    }
}
