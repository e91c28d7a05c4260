public import TaskFlowDomain

/// Where listeners hear that something has changed, whichever door and process changed it.
public protocol ResourceChanges: Sendable {
    /// What the holder of a credential may see changing, from now on.
    ///
    /// The stream ends when the credential is good no longer, when the listener is too slow to be told of everything, and when
    /// nobody can tell any more. Begun when this returns: what is changed afterwards is told.
    func changes(for credential: Credential, origin: Origin) async throws(TaskFlowError) -> AsyncStream<ResourceChange>
}

/// One thing that a listener hears of.
public enum ResourceChange: Sendable, Hashable {
    /// What is at the address is no longer what it was, or is gone.
    case updated(ResourceURI)
    /// The resources that there are: a project came or went.
    case listChanged
}
