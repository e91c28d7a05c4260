internal import Foundation
internal import TaskFlowIdentity

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
