internal import Synchronization
package import TaskFlowOperations

/// Counts the uses that are noted.
package final class NotedUses: ActivitySink {
    private let uses = Mutex(0)

    package init() {}

    package var count: Int { uses.withLock { $0 } }
    package func note(_ use: CredentialUse) { uses.withLock { $0 += 1 } }
}
