public import TaskFlowSchema

/// A session that was just opened: the one time that its secret is known.
public struct OpenedSession: Sendable {
    /// What the cookie carries.
    public let secret: String
    public let expiresAt: Timestamp
}
