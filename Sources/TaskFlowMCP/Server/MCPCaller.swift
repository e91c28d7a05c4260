public import TaskFlowDomain

/// Who sent a message, and what its transport says besides. Proved before any message is read: the answer to a stranger is
/// the transport's own.
public struct MCPCaller: Sendable {
    /// What every operation is called with; it is checked anew each time.
    public let credential: Credential
    /// Who that was a moment ago, for sentences such as "you hold it already".
    public let actor: Actor
    /// The headers that repeat parts of the message; `nil` where the transport has none.
    public let headers: RoutingHeaders?
    /// Whether the answer may be a stream.
    public let takesStream: Bool

    public init(credential: Credential, actor: Actor, headers: RoutingHeaders? = nil, takesStream: Bool = true) {
        self.credential = credential
        self.actor = actor
        self.headers = headers
        self.takesStream = takesStream
    }
}
