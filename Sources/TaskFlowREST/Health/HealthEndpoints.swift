internal import HTTPTypes
internal import NIOCore
package import TaskFlowDomain
internal import TaskFlowHTTP
internal import TaskFlowSchema

/// Tells how the things the server stands on are doing.
package protocol HealthProbe: Sendable {
    /// Asks the database for something small; throws what stands in the way.
    func database() async throws(TaskFlowError)
    /// Whether database, migrations and key set are there. Asked often: the answer should be kept for a moment.
    func isReady() async -> Bool
}

/// `GET /health`: the process answers. It touches nothing.
struct HealthEndpoint: Endpoint {
    private let body: ByteBuffer

    init(version: String) {
        body = ByteBuffer(bytes: JSON.object(["status": "healthy", "version": .string(version)]).bytes)
    }

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer { Answer(.ok, CommonFields.json, body) }
}

/// `GET /readyz`: whether calls should be sent here.
struct ReadinessEndpoint: Endpoint {
    let health: any HealthProbe
    let drain: DrainSwitch

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        if drain.isDraining { return notReady("shutting_down") }
        guard await health.isReady() else { return notReady("not_ready") }
        return Answer(.ok, CommonFields.json, ByteBuffer(string: #"{"status":"ready"}"#))
    }

    private func notReady(_ status: String) -> Answer {
        let fields = CommonFields.json.with(.retryAfter, "1")
        var answer = Answer(.serviceUnavailable, fields, ByteBuffer(string: #"{"status":"\#(status)"}"#))
        answer.cause = status
        return answer
    }
}

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
