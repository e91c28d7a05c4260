package import TaskFlowDomain

/// Tells how the things the server stands on are doing.
package protocol HealthProbe: Sendable {
    /// Asks the database for something small; throws what stands in the way.
    func database() async throws(TaskFlowError)
    /// Whether database, migrations and key set are there. Asked often: the answer should be kept for a moment.
    func isReady() async -> Bool
}
