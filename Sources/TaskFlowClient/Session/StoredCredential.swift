package import TaskFlowSchema

/// A key or token, and the server it is for.
package struct StoredCredential: Described, Equatable {
    package let url: String
    package let token: String
    /// When the token ends; `nil` for a key, whose end the server knows.
    package let expiresAt: Timestamp?
    /// How the next token is got; `nil` for a key.
    package let renewal: Renewal?

    package init(url: String, token: String) { self.init(url: url, token: token, expiresAt: nil, renewal: nil) }

    init(url: String, token: String, expiresAt: Timestamp?, renewal: Renewal?) {
        self.url = url
        self.token = token
        self.expiresAt = expiresAt
        self.renewal = renewal
    }

    package static let schema = Schema(
        StoredCredential.init(url:token:expiresAt:renewal:),
        Field("url", \.url, "The server's address"),
        Field("token", \.token, secret: true, "The key or token"),
        Field("expires_at", \.expiresAt, "When the token ends"),
        Field("renewal", \.renewal, "How the next token is got"))

    /// Whether the token is good for some seconds yet.
    func isGood(for seconds: Int, at now: Timestamp = .now()) -> Bool {
        expiresAt.map { now.adding(seconds: seconds) < $0 } ?? true
    }
}
