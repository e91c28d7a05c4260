package import TaskFlowSchema

/// A sign-in as it is stored: a key or token, and the server it is for.
package struct StoredSignIn: Described, Equatable {
    package let url: String
    package let token: String
    /// When the token ends; `nil` for a key, whose end the server knows.
    package let expiresAt: Timestamp?
    /// How the next token is got; `nil` for a key.
    package let renewal: Renewal?

    /// A key, which is not renewed.
    package init(url: String, token: String) { self.init(url: url, token: token, expiresAt: nil, renewal: nil) }

    init(url: String, token: String, expiresAt: Timestamp?, renewal: Renewal?) {
        self.url = url
        self.token = token
        self.expiresAt = expiresAt
        self.renewal = renewal
    }

    /// The fields, by their names in the file.
    package static let schema = Schema(
        StoredSignIn.init(url:token:expiresAt:renewal:),
        Field("url", \.url, "The server's address"),
        Field("token", \.token, secret: true, "The key or token"),
        Field("expires_at", \.expiresAt, "When the token ends"),
        Field("renewal", \.renewal, "How the next token is got"))

    /// Whether the token is good for some seconds yet.
    func isGood(for seconds: Int, at now: Timestamp = .now()) -> Bool {
        expiresAt.map { now.adding(seconds: seconds) < $0 } ?? true
    }
}

/// How a sign-in through an SSO gets its next short-lived token.
package struct Renewal: Described, Equatable {
    package let kind: RenewalKind
    /// Where tokens are handed out.
    package let tokenURL: String
    /// Where the sign-in is ended, if anywhere.
    package let signOutURL: String?
    /// The session token or refresh token.
    package let secret: String
    /// The OAuth client that signed in.
    package let clientID: String

    /// The fields, by their names in the file.
    package static let schema = Schema(
        Renewal.init,
        Field("kind", \.kind, "What the secret is"),
        Field("token_url", \.tokenURL, "Where tokens are handed out"),
        Field("sign_out_url", \.signOutURL, "Where the sign-in is ended"),
        Field("secret", \.secret, secret: true, "The session token or refresh token"),
        Field("client_id", \.clientID, "The OAuth client"))

    /// The same with another secret: an SSO may give a new one with each token.
    func with(secret: String) -> Renewal {
        Renewal(kind: kind, tokenURL: tokenURL, signOutURL: signOutURL, secret: secret, clientID: clientID)
    }
}

/// What a renewal's secret is.
package enum RenewalKind: String, Choice {
    /// A session token of Better Auth, which is asked for JWTs.
    case session
    /// An OAuth refresh token.
    case refreshToken = "refresh_token"
}
