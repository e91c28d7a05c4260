internal import HTTPTypes
internal import Hummingbird
internal import TaskFlowDomain

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
