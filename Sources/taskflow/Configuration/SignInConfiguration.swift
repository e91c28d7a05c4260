internal import Foundation
internal import TaskFlowIdentity
internal import TaskFlowOperations

/// How people sign in: through an SSO when there is one.
struct SignInConfiguration: Equatable, Sendable {
    let serverURL: String?
    let jwksURL: String?
    let issuers: [String]
    /// `*` alone opts out of the check.
    let audiences: [String]
    let clientID: String
    /// As whom the server introduces itself when a browser signs in.
    let webClientID: String
    /// Whether people may sign in locally at an address that other machines reach.
    let isForLocalCrew: Bool

    init(_ source: SettingsSource) throws(CommandFailure) {
        serverURL = try source.read(.authServerURL, or: nil, SettingParsers.address)
        jwksURL = try source.read(.jwksURL, or: nil, SettingParsers.address)
        issuers = try source.read(.authIssuer, or: [], SettingParsers.list)
        audiences = try source.read(.authAudience, or: [], SettingParsers.list)
        isForLocalCrew = try source.read(.localCrew, or: false, SettingParsers.onOrOff)
        clientID = try source.read(.authClientID, or: "taskflow-cli", SettingParsers.word)
        webClientID = try source.read(.authWebClientID, or: "taskflow-web", SettingParsers.word)
    }

    /// The authorization servers that OAuth clients are told of: the issuers that were named, as far as they are addresses,
    /// else the SSO itself.
    var authorizationServers: [String] {
        guard let serverURL else { return [] }
        let named = issuers.filter { (try? SettingParsers.address($0)) != nil }
        return named.isEmpty ? [serverURL] : named
    }

    var mode: SignInMode { serverURL == nil ? .local : .sso }
}

extension ServerConfiguration {
    /// Where the SSO's keys are, when there is an SSO.
    var keyURL: String? { signIn.serverURL.map { signIn.jwksURL ?? $0 + "/api/auth/jwks" } }

    /// The same, unless keys from there could not be trusted.
    var keySetAddress: KeySetAddress? { keyURL.flatMap(KeySetAddress.init) }

    /// Whose tokens are believed: Better Auth signs as its origin, its OAuth provider with the path added.
    var issuers: [String] {
        guard signIn.issuers.isEmpty, let url = signIn.serverURL else { return signIn.issuers }
        return [url, url + "/api/auth"]
    }

    /// Where the SSO may publish what a browser's sign-in needs to know: below its issuer (OpenID Connect Discovery section 4),
    /// which is Better Auth's origin, or that and its path.
    var discoveryURLs: [String] {
        guard let url = signIn.serverURL else { return [] }
        let named = signIn.issuers.isEmpty ? [] : signIn.authorizationServers
        var places: [String] = []
        for base in named + [url + "/api/auth", url] where !places.contains(base) { places.append(base) }
        return places.map { $0 + "/.well-known/openid-configuration" }
    }

    /// Whom a token must be meant for.
    var audiences: [String] {
        guard signIn.audiences.isEmpty, let url = signIn.serverURL else { return signIn.audiences }
        return [Self.origin(of: url), publicURL, publicURL + "/mcp"]
    }

    private static func origin(of url: String) -> String {
        guard var parts = URLComponents(string: url) else { return url }
        parts.path = ""
        return parts.string ?? url
    }
}
