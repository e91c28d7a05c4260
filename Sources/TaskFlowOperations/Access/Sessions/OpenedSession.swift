public import TaskFlowDomain
public import TaskFlowSchema

/// A session that was just opened: the one time that its secret is known.
public struct OpenedSession: Sendable {
    /// What the cookie carries.
    public let secret: String
    /// When it ends, unless use puts that off.
    public let expiresAt: Timestamp
    /// How long a browser is to keep the cookie, in seconds. The server judges whether it is still good.
    public let cookieSeconds: Int
    /// Whose session it is.
    public let worker: WorkerID
    /// What is left of the worker's calls; `nil` where nobody is held to a number.
    public let quota: CallQuota?
}
