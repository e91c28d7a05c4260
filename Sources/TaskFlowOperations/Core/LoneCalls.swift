internal import Synchronization
package import TaskFlowDomain

/// The tenants in which this server does something that is done once at a time.
package final class LoneCalls: Sendable {
    /// In so many tenants at once: each may hold a large body.
    private static let limit = 4

    private let tenants = Mutex<Set<TenantID>>([])

    package init() {}

    /// Does it, unless it is done for the tenant already, or for too many others: 409.
    package func run<T: Sendable>(
        _ tenant: TenantID, _ body: () async throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        guard tenants.withLock({ $0.count < Self.limit && $0.insert(tenant).inserted }) else { throw Self.isUnderWay }
        defer { _ = tenants.withLock { $0.remove(tenant) } }
        return try await body()
    }

    /// What a call is told that comes meanwhile.
    static var isUnderWay: TaskFlowError {
        var error = TaskFlowError(.conflict, "Another import is under way: wait for its end")
        error.retryAfter = 5
        return error
    }
}
