internal import TaskFlowDomain
package import TaskFlowOperations

/// Who sent a message, and what its transport says besides. Let in before any message is read: the answer to a stranger is
/// the transport's own.
package struct MCPCaller: Sendable {
    /// What every operation is performed for; it counts as one call, and is proved anew each time.
    package let admittance: Admittance
    /// The headers that repeat parts of the message; `nil` where the transport has none.
    package let headers: RoutingHeaders?
    /// Whether the answer may be a stream.
    package let takesStream: Bool

    package init(_ admittance: Admittance, headers: RoutingHeaders? = nil, takesStream: Bool = true) {
        self.admittance = admittance
        self.headers = headers
        self.takesStream = takesStream
    }

    /// Who that was a moment ago, for sentences such as "you hold it already".
    var actor: Actor { admittance.actor }
}
