public import TaskFlowSchema

/// A new session, as the browser gets it.
public struct OpenedSession: Sendable {
    /// The cookie's value: characters of base64url alone.
    public let cookie: String
    public let expiresAt: Timestamp

    public init(cookie: String, expiresAt: Timestamp) {
        self.cookie = cookie
        self.expiresAt = expiresAt
    }
}
