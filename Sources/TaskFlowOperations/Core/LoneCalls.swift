internal import Synchronization
internal import TaskFlowDomain

/// The tenants in which this server does something that is done once at a time.
final class LoneCalls: Sendable {
    private let tenants = Mutex<Set<TenantID>>([])

    /// Does it, unless it is done for the tenant already: 409.
    func run<T: Sendable>(
        _ tenant: TenantID, _ body: () async throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        guard tenants.withLock({ $0.insert(tenant).inserted }) else { throw Self.isUnderWay }
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
