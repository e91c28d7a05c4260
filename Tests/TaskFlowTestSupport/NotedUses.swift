internal import Synchronization
public import TaskFlowOperations

/// Counts the uses that are noted.
public final class NotedUses: ActivitySink {
    private let uses = Mutex(0)

    public init() {}

    public var count: Int { uses.withLock { $0 } }
    public func note(_ use: CredentialUse) { uses.withLock { $0 += 1 } }
}
