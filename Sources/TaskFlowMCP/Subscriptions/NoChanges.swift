public import TaskFlowDomain

/// Nobody hears of anything: for servers that have no feed.
public struct NoChanges: ResourceChanges {
    public init() {}

    public func changes(
        for credential: Credential, origin: Origin
    ) async throws(TaskFlowError) -> AsyncStream<ResourceChange> {
        // Open until the listener goes, so that it does not come again at once.
        AsyncStream.makeStream(of: ResourceChange.self).stream
    }
}
