internal import TaskFlowDomain

/// What answers at one method and path.
protocol Endpoint: Sendable {
    func answer(_ call: Call) async throws(TaskFlowError) -> Answer
}
