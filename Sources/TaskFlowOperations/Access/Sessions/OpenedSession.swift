package import TaskFlowDomain
package import TaskFlowSchema

/// A session that was just opened: the one time that its secret is known.
package struct OpenedSession: Sendable {
    /// What the cookie carries.
    package let secret: String
    /// When it ends, unless use puts that off.
    package let expiresAt: Timestamp
    /// How long a browser is to keep the cookie, in seconds. The server judges whether it is still good.
    package let cookieSeconds: Int
    /// Whose session it is.
    package let worker: WorkerID
    /// What is left of the worker's calls; `nil` where nobody is held to a number.
    package let quota: CallQuota?
}
