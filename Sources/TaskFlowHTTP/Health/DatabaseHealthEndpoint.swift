internal import Hummingbird
internal import TaskFlowDomain

/// `GET /api/health/db`: whether the database answers.
struct DatabaseHealthEndpoint: Endpoint {
    let health: any HealthProbe

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        do throws(TaskFlowError) {
            try await health.database()
        } catch {
            throw .unavailable("Database error: \(error.message)", cause: error.cause, retryAfter: error.retryAfter)
        }
        return Answer(.ok, CommonFields.json, ByteBuffer(string: #"{"database":"connected"}"#))
    }
}
