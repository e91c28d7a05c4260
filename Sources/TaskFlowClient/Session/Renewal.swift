package import TaskFlowSchema

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
